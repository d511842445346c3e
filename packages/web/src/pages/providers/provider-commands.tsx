import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../../api/errors.js';
import { CheckProviderDocument, UnbindProviderDocument } from '../../api/generated/graphql.js';
import { useMay } from '../../api/me.js';
import { useCommand } from '../../api/use-command.js';
import { paths } from '../../paths.js';
import styles from '../../resource/page.module.css';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Message } from '../../ui/message.js';
import type { Provider } from './providers.queries.js';
import { Abandon } from './abandon.js';
import { RotateToken } from './rotate-token.js';
import { SetMode } from './set-mode.js';

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
          <Abandon connection={connection} />
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
