import type { ReactNode } from 'react';
import { sayKind } from '../../resource/resource-path.js';
import { Message } from '../../ui/message.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import { ValueDiff } from '../../ui/value-diff.js';
import type { Plan } from './plan.queries.js';
import { sayAction } from './plan-words.js';

const COLUMNS = ['What', 'Resource', 'Why', 'Values', 'Calls'];

/** The changes in the order in which they would be done. */
export function PlannedChanges({ changes }: { changes: Plan['changes'] }): ReactNode {
  if (changes.length === 0) return <Message tone="idle" title="The documents declare nothing." />;
  return (
    <Table caption="What would be done, in this order" columns={COLUMNS}>
      {changes.map(({ action, kind, name, urn, reason, faults, changes: values, calls }) => (
        <tr key={`${urn} ${action}`}>
          <td>
            <StateMark {...sayAction(action)} />
          </td>
          <th scope="row" title={urn}>
            {sayKind(kind)} {name}
          </th>
          <td>
            {reason}
            {faults.map(({ pointer, message }) => (
              <Message key={`${pointer} ${message}`} tone="broken" title={message}>
                <code>{pointer}</code>
              </Message>
            ))}
          </td>
          <td>{values.length === 0 ? '–' : <ValueDiff label={`Values of ${name}`} changes={values} />}</td>
          <td>{calls}</td>
        </tr>
      ))}
    </Table>
  );
}
