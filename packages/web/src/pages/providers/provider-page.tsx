import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { ProvidersDocument } from '../../api/generated/graphql.js';
import { sayConnection } from '../../api/words.js';
import { paths } from '../../paths.js';
import { CopyQuery } from '../../resource/copy-query.js';
import { useWasHere } from '../../resource/absent.js';
import { euroText } from '../../resource/euros.js';
import styles from '../../resource/page.module.css';
import { ReadFault } from '../../shell/read-fault.js';
import { UnreadPage } from '../../shell/unread-page.js';
import { Badge } from '../../ui/badge.js';
import { Facts, type Fact } from '../../ui/facts.js';
import { Message } from '../../ui/message.js';
import { NothingHere } from '../../ui/nothing-here.js';
import { Panel } from '../../ui/panel.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import { momentText } from '../../ui/time.js';
import { Orphans } from './orphans.js';
import { ProviderCommands } from './provider-commands.js';
import { sayBudget, sayMode, sayRights, saySmoke } from './provider-words.js';
import { providersQuery, type Provider } from './providers.queries.js';

/** One provider connection: whether it can be used, what is wrong with it and what to do, and what it holds. */
export function ProviderPage(): ReactNode {
  const { id } = useParams();
  const { data, error, refetch } = useQuery(providersQuery);
  const connection = data?.providerConnections.find((each) => each.id === id);
  const wasHere = useWasHere(Boolean(connection));
  if (!data) {
    return (
      <UnreadPage
        title="Provider connection"
        reading="Reading the provider connection"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!connection) {
    return (
      <NothingHere
        title={wasHere ? 'The connection has been unbound' : 'There is no such provider connection'}
      >
        <p role={wasHere ? 'status' : undefined}>
          {wasHere
            ? 'It went while you looked at it. The activity list says who did that.'
            : 'It has been unbound, or the address is of another installation.'}
        </p>
        <p>
          <Link to={paths.providers()}>All providers</Link>
        </p>
      </NothingHere>
    );
  }
  return (
    <>
      {error && <ReadFault error={error} hasData onRetry={() => void refetch()} />}
      <ProviderView connection={connection} />
    </>
  );
}

function ProviderView({ connection }: { connection: Provider }): ReactNode {
  const { name, tenant, status, statusCode, remediation, nextStep, reachedLimits, workspaces } = connection;
  const { tone, word } = sayConnection(status);
  return (
    <div className={styles['page']}>
      <title>{`${name} · Provider · SECA gateway`}</title>
      <div className={styles['stack']}>
        <nav aria-label="Where this is">
          <Link to={paths.providers()}>Providers</Link> / {tenant}
        </nav>
        <div className={styles['row']}>
          <h1>{name}</h1>
          <StateMark tone={tone} word={word} />
          {connection.isSimulated && <Badge hint={connection.endpoint}>Simulated cloud</Badge>}
          <CopyQuery document={ProvidersDocument} variables={{}} />
        </div>
        {statusCode !== null && (
          <Message tone={tone} title={remediation ?? connection.remedy ?? word}>
            {nextStep !== null && <p>Next: {nextStep}</p>}
            <p>
              Code <code>{statusCode}</code>, <RelativeTime at={connection.statusSince} />
            </p>
          </Message>
        )}
        {connection.unbindingAt !== null && (
          <Message tone="waiting" title="It is being unbound." role="status" />
        )}
        {connection.abandonedAt !== null && (
          <Message tone="idle" title="It has been abandoned: nothing is asked of the project any more.">
            <p>
              What was declared in it can only be deleted. It goes with its last workspace, by unbinding it;
              abandoned <RelativeTime at={connection.abandonedAt} />.
            </p>
          </Message>
        )}
        <Facts facts={factsOf(connection)} />
        <ProviderCommands connection={connection} />
      </div>
      {reachedLimits.length > 0 && (
        <Panel title="Limits that are reached">
          <ul>
            {reachedLimits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </Panel>
      )}
      <div className={styles['halves']}>
        <Panel title="Workspaces in it">
          {workspaces.length === 0 ? (
            <p className={styles['soft']}>None yet: the first that is declared for {tenant} comes here.</p>
          ) : (
            <Table caption="Workspaces in this project" columns={['Workspace', 'Region']}>
              {workspaces.map((workspace) => (
                <tr key={workspace.uid}>
                  <th scope="row">
                    <Link to={paths.workspace({ tenant, ...workspace })}>{workspace.name}</Link>
                  </th>
                  <td>{workspace.region}</td>
                </tr>
              ))}
            </Table>
          )}
        </Panel>
        <Panel title="Objects of ours that nobody knows">
          <Orphans connection={connection} />
        </Panel>
        <Panel title="Objects that are not ours">
          <ForeignObjects connection={connection} />
        </Panel>
      </div>
    </div>
  );
}

function ForeignObjects({ connection: { foreignObjects } }: { connection: Provider }): ReactNode {
  const some = foreignObjects?.filter(({ count }) => count > 0);
  if (!some) return <p className={styles['soft']}>They have not been counted yet.</p>;
  if (some.length === 0) return <p className={styles['soft']}>There are none in the project.</p>;
  return (
    <div className={styles['stack']}>
      <p className={styles['soft']}>They are counted once an hour, and never touched.</p>
      <Table caption="Objects in the project that are not ours" columns={['Type', 'How many']}>
        {some.map(({ objectType, count }) => (
          <tr key={objectType}>
            <th scope="row">{objectType.replaceAll('_', ' ')}</th>
            <td>{count}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

function factsOf(connection: Provider): Fact[] {
  const { mode, smoke, tokenAccess, rateBudget, lastCheckAt, lastGoodCheckAt, endpoint } = connection;
  const { costPerMonthEur } = connection;
  const trial: Fact[] = smoke
    ? [
        ['Used of the trial’s cap', saySmoke(smoke)],
        ['Trial ends', momentText(smoke.expiresAt)],
      ]
    : [];
  return [
    ['Mode', sayMode(mode)],
    ...trial,
    ['Rights of the token', sayRights(tokenAccess)],
    ['Calls left', sayBudget(rateBudget)],
    ['Costs per month', `${euroText(costPerMonthEur)}, net`],
    ['Last check', lastCheckAt === null ? 'never' : <RelativeTime key="last" at={lastCheckAt} />],
    [
      'Last good check',
      lastGoodCheckAt === null ? 'never' : <RelativeTime key="good" at={lastGoodCheckAt} />,
    ],
    ['API', <code key="api">{endpoint}</code>],
  ];
}
