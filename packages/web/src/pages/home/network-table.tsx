import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sayState } from '../../api/words.js';
import { paths } from '../../paths.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import { summaryOf } from '../../way-out/verdict.js';
import type { NetworkSummary } from './home.queries.js';
import styles from './network-table.module.css';

const COLUMNS = ['Network', 'Workspace', 'State', 'Way out to the internet', 'Seen outside as', 'Range'];

export function NetworkTable({ networks }: { networks: readonly NetworkSummary[] }): ReactNode {
  return (
    <Table caption="Networks of all tenants" columns={COLUMNS}>
      {networks.map((network) => (
        <NetworkRow key={network.uid} network={network} />
      ))}
    </Table>
  );
}

function NetworkRow({ network }: { network: NetworkSummary }): ReactNode {
  const { tenant, workspace, region, name, state, cidr, instances, internetGateways, conditions } = network;
  const wayOut = summaryOf(instances);
  const addresses = internetGateways.flatMap(({ natVm }) => natVm?.publicAddress ?? []);
  return (
    <tr>
      <th scope="row" className={styles['name']}>
        <Link to={paths.network(network)}>{name}</Link>
      </th>
      <td className={styles['place']}>
        {tenant} / {workspace}
        <span className={styles['detail']}>{region}</span>
      </td>
      <td>
        <StateMark {...sayState(state)} />
        {state !== 'active' && conditions[0]?.message && (
          <span className={styles['detail']} dir="auto">
            {conditions[0].message}
          </span>
        )}
      </td>
      <td className={styles['way-out']}>
        <StateMark tone={wayOut.tone} word={wayOut.word} />
        <span className={styles['detail']} dir="auto">
          {wayOut.sentence}
        </span>
      </td>
      <td>
        <code>{addresses.join(', ') || '–'}</code>
      </td>
      <td>
        <code>{cidr ?? '–'}</code>
      </td>
    </tr>
  );
}
