import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ProvidersDocument } from '../../api/generated/graphql.js';
import { useMay } from '../../api/me.js';
import { sayConnection } from '../../api/words.js';
import { paths } from '../../paths.js';
import { CopyQuery } from '../../resource/copy-query.js';
import styles from '../../resource/page.module.css';
import { ReadFault } from '../../shell/read-fault.js';
import { Badge } from '../../ui/badge.js';
import { Message } from '../../ui/message.js';
import { Panel } from '../../ui/panel.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import { BindForm } from './bind-form.js';
import { providersQuery, type Provider } from './providers.queries.js';
import { sayBudget, sayMode } from './provider-words.js';

const COLUMNS = ['Connection', 'Tenant', 'Status', 'Mode', 'Calls left', 'Last check', 'Next step'];

/** The projects at Hetzner that are bound, and the form that binds one. */
export function ProvidersPage(): ReactNode {
  const { data, error, refetch } = useQuery(providersQuery);
  const mayBind = useMay('admin');
  return (
    <div className={styles['page']}>
      <title>Providers · SECA gateway</title>
      <div className={styles['row']}>
        <h1>Providers</h1>
        <CopyQuery document={ProvidersDocument} variables={{}} />
      </div>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={4} label="Reading the provider connections" />}
      {data && data.providerConnections.length === 0 && (
        <Message tone="unknown" title="No project at Hetzner is bound to this installation.">
          <p>
            What SECA clients declare is accepted, but stays pending until its tenant has a project to make it
            in. {!mayBind && 'An administrator can bind one here.'}
          </p>
        </Message>
      )}
      {data && data.providerConnections.length > 0 && (
        <Table caption="Provider connections" columns={COLUMNS}>
          {data.providerConnections.map((connection) => (
            <ProviderRow key={connection.id} connection={connection} />
          ))}
        </Table>
      )}
      {data && mayBind && (
        <Panel title="Bind a project">
          <BindForm tenants={data.tenants.map(({ name }) => name)} />
        </Panel>
      )}
    </div>
  );
}

function ProviderRow({ connection }: { connection: Provider }): ReactNode {
  const { id, name, tenant, status, statusCode, mode, rateBudget, lastCheckAt, nextStep, isSimulated } =
    connection;
  return (
    <tr>
      <th scope="row">
        <Link to={paths.provider(id)}>{name}</Link>{' '}
        {isSimulated && <Badge hint={connection.endpoint}>Simulated cloud</Badge>}
      </th>
      <td>{tenant}</td>
      <td>
        <StateMark {...sayConnection(status)} /> {statusCode !== null && <code>{statusCode}</code>}
      </td>
      <td>{sayMode(mode)}</td>
      <td>{sayBudget(rateBudget)}</td>
      <td>{lastCheckAt === null ? 'never' : <RelativeTime at={lastCheckAt} />}</td>
      <td>{nextStep ?? 'Nothing to do'}</td>
    </tr>
  );
}
