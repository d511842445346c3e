import { useState, type ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { AbandonProviderDocument, type AbandonProviderMutation } from '../../api/generated/graphql.js';
import { useCommand } from '../../api/use-command.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Dialog, DialogEnd } from '../../ui/dialog.js';
import { Table } from '../../ui/table.js';
import type { Provider } from './providers.queries.js';

type LeftBehind = AbandonProviderMutation['abandonProviderConnection'][number];

/** Gives up a project that will never come back, and says what stays behind in it. */
export function Abandon({ connection: { id, name, abandonedAt } }: { connection: Provider }): ReactNode {
  const [left, setLeft] = useState<readonly LeftBehind[]>();
  const { mutateAsync, isPending, error } = useCommand(AbandonProviderDocument, (data) =>
    setLeft(data.abandonProviderConnection),
  );
  return (
    <>
      {abandonedAt === null && (
        <Confirm
          action="Abandon"
          title={`Abandon ${name}?`}
          name={name}
          onConfirm={() => mutateAsync({ id, name })}
          isPending={isPending}
          fault={error ? sentenceOf(error) : undefined}
        >
          <p>
            For a project that will <strong>never come back</strong>. Nothing is asked of it any more. All
            that is declared in it turns to error and can only be deleted; what is left at Hetzner{' '}
            <strong>goes on costing</strong>, and is yours to remove there. It cannot be taken back.
          </p>
        </Confirm>
      )}
      <Dialog
        title={`What stays behind in ${name}`}
        isOpen={left !== undefined}
        onClose={() => setLeft(undefined)}
      >
        <Left objects={left ?? []} />
        <DialogEnd>
          <Button look="main" onClick={() => setLeft(undefined)}>
            I have noted it
          </Button>
        </DialogEnd>
      </Dialog>
    </>
  );
}

function Left({ objects }: { objects: readonly LeftBehind[] }): ReactNode {
  if (objects.length === 0) return <p>Nothing: there was no object of ours in it.</p>;
  return (
    <Table caption="Left behind" columns={['Type', 'Id at Hetzner', 'For']}>
      {objects.map(({ objectType, objectId, role }) => (
        <tr key={`${objectType} ${objectId}`}>
          <th scope="row">{objectType}</th>
          <td>
            <code>{objectId}</code>
          </td>
          <td>{role}</td>
        </tr>
      ))}
    </Table>
  );
}
