import type { ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { RemoveOrphansDocument } from '../../api/generated/graphql.js';
import { useMay } from '../../api/me.js';
import { useCommand } from '../../api/use-command.js';
import styles from '../../resource/page.module.css';
import { Confirm } from '../../ui/confirm.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import type { Provider } from './providers.queries.js';

/** What carries our label in the project and is known to nobody, and its removal. */
export function Orphans({ connection: { id, name, orphans } }: { connection: Provider }): ReactNode {
  const mayRemove = useMay('admin');
  const { mutateAsync, isPending, error } = useCommand(RemoveOrphansDocument);
  if (orphans.length === 0)
    return <p className={styles['soft']}>None was found; they are looked for once an hour and at a check.</p>;
  return (
    <div className={styles['stack']}>
      <p className={styles['soft']}>
        They carry our label, and no resource knows them. Nothing happens to them by itself.
      </p>
      <Table caption="Orphans" columns={['Object', 'For', 'Known since', 'Removal']}>
        {orphans.map(({ objectType, objectId, name: called, role, seenSince, fault, removalAskedAt }) => (
          <tr key={`${objectType} ${objectId}`}>
            <th scope="row">
              {called} <code>{`${objectType} ${objectId}`}</code>
            </th>
            <td>{role === '' ? 'not said' : role}</td>
            <td>
              <RelativeTime at={seenSince} />
            </td>
            <td>
              {removalAskedAt === null ? (
                'it stays'
              ) : (
                <>
                  <StateMark tone="waiting" word="Asked for" /> <RelativeTime at={removalAskedAt} />
                </>
              )}
              {fault !== null && (
                <>
                  {' '}
                  <StateMark tone="broken" word={fault} />
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {mayRemove && (
        <div>
          <Confirm
            action="Remove them"
            title={`Remove ${orphans.length === 1 ? 'the orphan' : `${orphans.length} orphans`} of ${name}?`}
            name={name}
            onConfirm={() => mutateAsync({ id })}
            isPending={isPending}
            fault={error ? sentenceOf(error) : undefined}
          >
            <p>
              Each is <strong>deleted at Hetzner</strong> once it has been an orphan for an hour, and only if
              nobody knows it at that moment either. What is on a disk is lost.
            </p>
          </Confirm>
        </div>
      )}
    </div>
  );
}
