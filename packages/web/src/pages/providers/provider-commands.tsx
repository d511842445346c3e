import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../../api/errors.js';
import {
  CheckProviderDocument,
  SetProviderModeDocument,
  UnbindProviderDocument,
} from '../../api/generated/graphql.js';
import { useMay } from '../../api/me.js';
import { useCommand } from '../../api/use-command.js';
import { paths } from '../../paths.js';
import styles from '../../resource/page.module.css';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Message } from '../../ui/message.js';
import type { Provider } from './providers.queries.js';
import { RotateToken } from './rotate-token.js';

/** What can be done with a connection, as far as whoever is signed in may. */
export function ProviderCommands({ connection }: { connection: Provider }): ReactNode {
  const mayCheck = useMay('operator');
  const mayChange = useMay('admin');
  if (!mayCheck) return null;
  return (
    <div className={styles['row']}>
      <CheckNow id={connection.id} />
      {mayChange && (
        <>
          <RotateToken connection={connection} />
          <SetMode connection={connection} />
          <Unbind connection={connection} />
        </>
      )}
    </div>
  );
}

function CheckNow({ id }: { id: string }): ReactNode {
  const { mutate, isPending, error } = useCommand(CheckProviderDocument);
  return (
    <>
      <Button look="main" onClick={() => mutate({ id })} disabled={isPending}>
        {isPending ? 'Checking …' : 'Check now'}
      </Button>
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
    </>
  );
}

/** Setting it live costs money, so that asks for the name; setting it to plan only stops things. */
function SetMode({ connection: { id, name, mode } }: { connection: Provider }): ReactNode {
  const { mutateAsync, isPending, error } = useCommand(SetProviderModeDocument);
  const fault = error ? sentenceOf(error) : undefined;
  if (mode === 'live') {
    return (
      <Confirm
        action="Set to plan"
        title={`Refuse every write to ${name}?`}
        name={name}
        onConfirm={() => mutateAsync({ id, mode: 'plan' })}
        isPending={isPending}
        fault={fault}
      >
        <p>
          What is declared meanwhile stays pending, and nothing is put right at Hetzner any more. What runs
          there goes on running.
        </p>
      </Confirm>
    );
  }
  return (
    <Confirm
      action="Set live"
      title={`Send writes to ${name}?`}
      name={name}
      onConfirm={() => mutateAsync({ id, mode: 'live' })}
      isPending={isPending}
      fault={fault}
    >
      <p>
        All that is declared and pending is made in the project at once, and <strong>costs money</strong> from
        then on.
      </p>
    </Confirm>
  );
}

function Unbind({ connection: { id, name, workspaces } }: { connection: Provider }): ReactNode {
  const navigate = useNavigate();
  const { mutateAsync, isPending, error } = useCommand(UnbindProviderDocument, () => {
    void navigate(paths.providers());
  });
  return (
    <Confirm
      action="Unbind"
      title={`Unbind ${name}?`}
      name={name}
      onConfirm={() => mutateAsync({ id })}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>
        The token is forgotten. Objects that are not ours stay as they are.{' '}
        {workspaces.length > 0 &&
          `It is refused while workspaces use the project: ${workspaces.map((each) => each.name).join(', ')}.`}
      </p>
    </Confirm>
  );
}
