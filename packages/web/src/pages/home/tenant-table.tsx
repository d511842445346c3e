import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { euroText } from '../../resource/euros.js';
import { Message } from '../../ui/message.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import type { Connection, Tenant } from './home.queries.js';

const COLUMNS = ['Tenant', 'State', 'Costs per month, net', 'New workspaces live in'];

interface TenantTableProps {
  tenants: readonly Tenant[];
  connections: readonly Connection[];
}

/** Whose resources are here: whether they may write, and what they cost and may cost. */
export function TenantTable({ tenants, connections }: TenantTableProps): ReactNode {
  if (tenants.length === 0)
    return <Message tone="unknown" title="There is no tenant yet; an administrator makes the first." />;
  return (
    <Table caption="Tenants" columns={COLUMNS}>
      {tenants.map((tenant) => (
        <tr key={tenant.name}>
          <th scope="row">{tenant.name}</th>
          <td>
            {tenant.suspendedAt === null ? (
              <StateMark tone="ok" word="Takes writes" />
            ) : (
              <>
                <StateMark tone="waiting" word="Suspended" /> <RelativeTime at={tenant.suspendedAt} />
              </>
            )}
          </td>
          <td>
            {euroText(tenant.costPerMonthEur)}
            {tenant.spendLimitEur === null ? ', no limit' : ` of at most ${euroText(tenant.spendLimitEur)}`}
          </td>
          <td>
            <DefaultConnection id={tenant.defaultConnectionId} connections={connections} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function DefaultConnection({
  id,
  connections,
}: {
  id: string | null;
  connections: readonly Connection[];
}): ReactNode {
  const connection = connections.find((each) => each.id === id);
  return connection ? <Link to={paths.provider(connection.id)}>{connection.name}</Link> : 'nothing yet';
}
