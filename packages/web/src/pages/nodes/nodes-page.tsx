import { useQuery } from '@tanstack/react-query';
import { useCallback, type ReactNode } from 'react';
import { Link } from 'react-router';
import { NodesDocument } from '../../api/generated/graphql.js';
import { paths } from '../../paths.js';
import { CopyQuery } from '../../resource/copy-query.js';
import styles from '../../resource/page.module.css';
import { ResourceLink } from '../../resource/resource-link.js';
import { ReadFault } from '../../shell/read-fault.js';
import { useAddress } from '../../shell/use-address.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Filters } from '../../ui/filters.js';
import { LongTable } from '../../ui/long-table.js';
import { Message } from '../../ui/message.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StateMark } from '../../ui/state-mark.js';
import { healthOf } from './node-health.js';
import { nodesQuery, type Node } from './nodes.queries.js';

const COLUMNS = ['For', 'Workspace', 'Role', 'Health', 'At Hetzner', 'Type', 'Addresses', 'Last seen'];

const ROLES: Readonly<Record<string, string>> = {
  server: 'Instance',
  'nat-vm': 'NAT VM',
  'nat-vm-standby': 'NAT VM, standby',
};

/** Every machine that we run, and whether it is well. */
export function NodesPage(): ReactNode {
  const { data, error, refetch } = useQuery(nodesQuery);
  const [role, setRole] = useAddress('role');
  const [text, setText] = useAddress('text');
  const nodes = data?.nodes ?? [];
  const shown = nodes.filter(
    (node) => (role === '' || node.role === role) && textOf(node).includes(text.toLowerCase()),
  );
  const onEnd = useCallback(() => undefined, []);
  return (
    <div className={styles['page']}>
      <title>Nodes · SECA gateway</title>
      <div className={styles['row']}>
        <h1>Nodes</h1>
        <CopyQuery document={NodesDocument} variables={{}} />
      </div>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={6} label="Reading the nodes" />}
      {data && nodes.length === 0 && (
        <Message tone="idle" title="No machine runs for this installation.">
          <p>
            One is made for each instance, and for each internet gateway that a network uses.{' '}
            <Link to={paths.home()}>The first commands</Link> declare both.
          </p>
        </Message>
      )}
      {nodes.length > 0 && (
        <>
          <Filters label="Which nodes">
            <TextField label="Name, address or id" type="search" value={text} onChange={setText} />
            <SelectField
              label="Role"
              value={role}
              onChange={setRole}
              options={[['', 'All'], ...Object.entries(ROLES)]}
            />
          </Filters>
          <p className={styles['soft']} role="status">
            {shown.length} of {nodes.length}
          </p>
          <LongTable
            caption="Machines"
            columns={COLUMNS}
            rows={shown}
            total={shown.length}
            keyOf={keyOf}
            cellsOf={cellsOf}
            onEnd={onEnd}
          />
        </>
      )}
    </div>
  );
}

function keyOf({ role, resource, server, network }: Node): string {
  return `${role} ${resource.uid} ${network?.uid ?? ''} ${server.id ?? ''}`;
}

function textOf({ resource, network, publicAddress, privateAddresses, server }: Node): string {
  const parts = [
    resource.name,
    resource.workspace,
    network?.name,
    publicAddress,
    ...privateAddresses,
    server.id,
  ];
  return parts.join(' ').toLowerCase();
}

function cellsOf(node: Node): ReactNode {
  const { role, resource, network, status, server, serverType, location, publicAddress, privateAddresses } =
    node;
  const { tone, word, why } = healthOf(node);
  return (
    <>
      <th scope="row">
        <ResourceLink resource={resource} />
        {network && (
          <>
            {' '}
            in <ResourceLink resource={network} />
          </>
        )}
      </th>
      <td>
        {resource.tenant} / {resource.workspace}
      </td>
      <td>{ROLES[role] ?? role}</td>
      <td>
        <StateMark tone={tone} word={word} /> {why !== undefined && <span dir="auto">{why}</span>}
        {node.server.drift.length > 0 && (
          <span dir="auto" className={styles['soft']}>
            {' '}
            Changed by somebody else: {node.server.drift.join(', ')}
          </span>
        )}
        {node.blockedBy && (
          <>
            {' '}
            <Link to={paths.provider(node.blockedBy.id)}>Mend {node.blockedBy.name}</Link>
          </>
        )}
      </td>
      <td>
        {status ?? 'not there'} {server.id !== null && <code>{server.id}</code>}
      </td>
      <td>{[serverType, location].filter((part) => part !== null).join(' in ') || '–'}</td>
      <td>
        <code>{[publicAddress, ...privateAddresses].filter((part) => part !== null).join(', ') || '–'}</code>
      </td>
      <td>{server.observedAt === null ? 'never' : <RelativeTime at={server.observedAt} />}</td>
    </>
  );
}
