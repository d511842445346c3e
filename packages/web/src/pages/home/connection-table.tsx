import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sayConnection } from '../../api/words.js';
import { paths } from '../../paths.js';
import { euroText } from '../../resource/euros.js';
import { Badge } from '../../ui/badge.js';
import { Message } from '../../ui/message.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import { momentText } from '../../ui/time.js';
import { sayBudget, sayMode, saySmoke } from '../providers/provider-words.js';
import styles from './connection-table.module.css';
import type { Connection } from './home.queries.js';

const COLUMNS = [
  'Tenant',
  'Connection',
  'Status',
  'Mode',
  'Cloud',
  'Calls left',
  'Costs per month, net',
  'Last good check',
];

export function ConnectionTable({ connections }: { connections: readonly Connection[] }): ReactNode {
  if (connections.length === 0) {
    return (
      <Message tone="unknown" title="No project at Hetzner is bound to this installation.">
        <p>
          Networks and instances are accepted, but stay pending.{' '}
          <Link to={paths.providers()}>Bind a project</Link> to have them made.
        </p>
      </Message>
    );
  }
  return (
    <div className={styles['stack']}>
      <Table caption="Projects at the provider" columns={COLUMNS}>
        {connections.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} />
        ))}
      </Table>
      {connections
        .filter(({ statusCode }) => statusCode !== null)
        .map((connection) => (
          <WhatToDo key={connection.id} connection={connection} />
        ))}
    </div>
  );
}

function ConnectionRow({ connection }: { connection: Connection }): ReactNode {
  const { tenant, name, status, statusSince, mode, provider, endpoint, isSimulated, lastGoodCheckAt } =
    connection;
  const { rateBudget, smoke, costPerMonthEur } = connection;
  return (
    <tr>
      <td className={styles['name']}>{tenant}</td>
      <th scope="row" className={styles['name']}>
        <Link to={paths.provider(connection.id)}>{name}</Link>
      </th>
      <td>
        <StateMark {...sayConnection(status)} />
        <span className={styles['detail']}>
          <RelativeTime at={statusSince} />
        </span>
      </td>
      <td>
        {sayMode(mode)}
        {smoke && (
          <span className={styles['detail']}>
            {saySmoke(smoke)} until {momentText(smoke.expiresAt)}
          </span>
        )}
      </td>
      <td>
        {isSimulated ? <Badge hint={endpoint}>Simulated cloud</Badge> : provider}
        <span className={styles['detail']}>
          <code>{endpoint}</code>
        </span>
      </td>
      <td>{sayBudget(rateBudget)}</td>
      <td>{euroText(costPerMonthEur)}</td>
      <td>{lastGoodCheckAt === null ? 'never' : <RelativeTime at={lastGoodCheckAt} />}</td>
    </tr>
  );
}

function WhatToDo({ connection }: { connection: Connection }): ReactNode {
  const { tenant, name, status, statusCode, remedy } = connection;
  const { tone, word } = sayConnection(status);
  return (
    <Message tone={tone} title={`${tenant} / ${name}: ${word.toLowerCase()}`}>
      {remedy !== null && <p>{remedy}</p>}
      <p>
        Code <code>{statusCode}</code>
      </p>
    </Message>
  );
}
