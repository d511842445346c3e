import { useState, type ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { SetProviderModeDocument } from '../../api/generated/graphql.js';
import { useCommand } from '../../api/use-command.js';
import { Confirm } from '../../ui/confirm.js';
import { TextField } from '../../ui/field.js';
import type { Provider } from './providers.queries.js';

const HOUR_MS = 3_600_000;

/** The modes that a connection is not in. What they cost, or stop, is said before they are set. */
export function SetMode({ connection }: { connection: Provider }): ReactNode {
  const { mode } = connection;
  return (
    <>
      {mode !== 'plan' && <SetToPlan connection={connection} />}
      {mode !== 'live' && <SetLive connection={connection} />}
      <TryOut connection={connection} />
    </>
  );
}

function SetToPlan({ connection: { id, name } }: { connection: Provider }): ReactNode {
  const { mutateAsync, isPending, error } = useCommand(SetProviderModeDocument);
  return (
    <Confirm
      action="Set to plan"
      title={`Refuse every write to ${name}?`}
      name={name}
      onConfirm={() => mutateAsync({ id, mode: 'plan', smoke: null })}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>
        What is declared meanwhile stays pending, and nothing is put right at Hetzner any more. What runs
        there goes on running.
      </p>
    </Confirm>
  );
}

function SetLive({ connection: { id, name } }: { connection: Provider }): ReactNode {
  const { mutateAsync, isPending, error } = useCommand(SetProviderModeDocument);
  return (
    <Confirm
      action="Set live"
      title={`Send writes to ${name}?`}
      name={name}
      onConfirm={() => mutateAsync({ id, mode: 'live', smoke: null })}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>
        All that is declared and pending is made in the project at once, and <strong>costs money</strong> from
        then on.
      </p>
    </Confirm>
  );
}

/** A trial: writes are sent, up to a cap and until an expiry. */
function TryOut({ connection: { id, name } }: { connection: Provider }): ReactNode {
  const { mutateAsync, isPending, error } = useCommand(SetProviderModeDocument);
  const [cap, setCap] = useState('5');
  const [hours, setHours] = useState('4');

  function set(): Promise<unknown> {
    const expiresAt = new Date(Date.now() + Number(hours) * HOUR_MS).toISOString();
    return mutateAsync({ id, mode: 'smoke', smoke: { capEur: Number(cap), expiresAt } });
  }

  return (
    <Confirm
      action="Set on trial"
      title={`Send writes to ${name}, on trial?`}
      name={name}
      onConfirm={set}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>
        What is declared is made and <strong>costs money</strong>, until the cap or the end is reached. From
        then on nothing more is made; what is there stays until you delete it.
      </p>
      <TextField
        label="At most (euros, net)"
        type="number"
        value={cap}
        onChange={setCap}
        help="What is made counts as if it lived until the end."
      />
      <TextField
        label="Ends after (hours)"
        type="number"
        value={hours}
        onChange={setHours}
        help="At most 24."
      />
    </Confirm>
  );
}
