import type { ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import {
  RestartInstanceDocument,
  StartInstanceDocument,
  StopInstanceDocument,
} from '../../api/generated/graphql.js';
import { useMay } from '../../api/me.js';
import { useOperation } from '../../operation/use-operation.js';
import type { Place } from '../../paths.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Message } from '../../ui/message.js';
import type { Instance } from './instance.queries.js';

interface PowerProps {
  place: Place;
  /** Follows an operation to its end. */
  onOperation: (id: string) => void;
}

/** The power of an instance: what it is not yet wanted to be, for whoever may. */
export function Power({ instance, ...props }: PowerProps & { instance: Instance }): ReactNode {
  const may = useMay('operator');
  if (!may) return null;
  if (instance.desiredPower === 'off') return <Start {...props} />;
  return (
    <>
      <Stop {...props} />
      <Restart {...props} />
    </>
  );
}

function Start({ place, onOperation }: PowerProps): ReactNode {
  const { run, isPending, error } = useOperation(StartInstanceDocument, ({ startInstance }) =>
    onOperation(startInstance.id),
  );
  // A failure is told by `error`.
  const start = (): void => void run(place).catch(() => undefined);
  return (
    <>
      <Button look="main" onClick={start} disabled={isPending}>
        {isPending ? 'Starting …' : 'Start'}
      </Button>
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
    </>
  );
}

function Stop({ place, onOperation }: PowerProps): ReactNode {
  const { run, isPending, error } = useOperation(StopInstanceDocument, ({ stopInstance }) =>
    onOperation(stopInstance.id),
  );
  return (
    <Confirm
      action="Stop"
      title={`Shut ${place.name} down?`}
      name={place.name}
      onConfirm={() => run(place)}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>What runs on it ends. Its disk and its addresses stay, and go on costing.</p>
    </Confirm>
  );
}

function Restart({ place, onOperation }: PowerProps): ReactNode {
  const { run, isPending, error } = useOperation(RestartInstanceDocument, ({ restartInstance }) =>
    onOperation(restartInstance.id),
  );
  return (
    <Confirm
      action="Restart"
      title={`Restart ${place.name}?`}
      name={place.name}
      onConfirm={() => run(place)}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>It is shut down and started again; what runs on it is interrupted.</p>
    </Confirm>
  );
}
