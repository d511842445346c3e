import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sayEvidence } from '../../api/words.js';
import { paths } from '../../paths.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import type { Tone } from '../../ui/tone.js';
import { routeTargetOf } from '../../way-out/references.js';
import styles from './route-list.module.css';
import { routeRowsOf, type RouteRow } from './route-rows.js';
import type { Network, RouteTable } from './route-table.queries.js';

const COLUMNS = [
  'Destination',
  'Wanted',
  'Next hop at Hetzner',
  'State',
  'Since',
  'How it is known',
  'Overrides',
];

/** A table's routes: what is wanted beside what Hetzner has, row by row. */
export function RouteList({ table, network }: { table: RouteTable; network: Network }): ReactNode {
  const rows = routeRowsOf(table, network);
  if (rows.length === 0) {
    return <p>The table has no route, and Hetzner has none that no table wants: nothing leaves by it.</p>;
  }
  return (
    <Table caption="Routes, wanted beside programmed" columns={COLUMNS}>
      {rows.map((row) => (
        <Row key={row.key} row={row} network={network} />
      ))}
    </Table>
  );
}

function Row({ row, network }: { row: RouteRow; network: Network }): ReactNode {
  const { destination, wanted, nextHop, rivals } = row;
  const { observedAt = null, evidence = null } = network.providerObject ?? {};
  const message = wanted?.route.message;
  return (
    <tr>
      <th scope="row">
        <code>{destination}</code>
      </th>
      <td>
        <Target row={row} network={network} />
      </td>
      <td>
        {nextHop ? <code>{nextHop.address}</code> : 'not there'}
        {nextHop?.owner !== undefined && <span className={styles['detail']}>{nextHop.owner}</span>}
      </td>
      <td className={styles['state']}>
        <StateMark {...stateOf(row)} />
        {message != null && wanted?.route.state !== 'active' && (
          <span className={styles['detail']} dir="auto">
            {message}
          </span>
        )}
      </td>
      <td>{wanted?.route.since ? <RelativeTime at={wanted.route.since} /> : '–'}</td>
      <td>
        {sayEvidence(evidence)}
        {observedAt !== null && (
          <span className={styles['detail']}>
            <RelativeTime at={observedAt} />
          </span>
        )}
      </td>
      <td className={styles['state']}>{overrideText(row, rivals)}</td>
    </tr>
  );
}

function Target({ row: { wanted }, network }: { row: RouteRow; network: Network }): ReactNode {
  if (!wanted) return 'by no table';
  const { type, name } = routeTargetOf(wanted.route.target);
  if (type !== 'gateway') return <code>{wanted.target}</code>;
  return <Link to={paths.gateway({ ...network, name })}>{name}</Link>;
}

/** Nothing uses the table, or nobody needs the gateway: there is no route because none is needed. */
const NOT_NEEDED = new Set(['TableUnused', 'GatewayUnused']);

function stateOf({ wanted, nextHop }: RouteRow): { tone: Tone; word: string } {
  if (!wanted) return { tone: 'waiting', word: 'There, not wanted' };
  const { state, reason } = wanted.route;
  if (state === 'error') return { tone: 'broken', word: 'Refused' };
  if (state === 'active') {
    return nextHop ? { tone: 'ok', word: 'In force' } : { tone: 'waiting', word: 'Missing' };
  }
  if (NOT_NEEDED.has(reason ?? '')) return { tone: 'idle', word: 'Not needed' };
  return { tone: 'waiting', word: 'Waiting' };
}

function overrideText({ wanted }: RouteRow, rivals: readonly string[]): string {
  if (rivals.length === 0) return 'nobody';
  const names = rivals.join(', ');
  return wanted?.route.state === 'error' ? `is overridden by ${names}` : names;
}
