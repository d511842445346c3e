import type { ReactNode } from 'react';
import styles from '../../resource/page.module.css';
import { Facts, type Fact } from '../../ui/facts.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import { durationText } from '../../ui/time.js';
import { bytesText, comparePrefixes } from './agent-words.js';
import type { Agent } from './gateway.queries.js';

/** What the VM last said: its configuration, what it lets out, what has passed. */
export function AgentReport({ agent }: { agent: Agent }): ReactNode {
  const { sourcePrefixes, sourcePrefixesInForce, lastError } = agent;
  if (agent.lastHeartbeatAt === null) return <p>It has not reported for the first time.</p>;
  const prefixes = comparePrefixes(
    sourcePrefixes ?? sourcePrefixesInForce ?? [],
    sourcePrefixesInForce ?? [],
  );
  return (
    <>
      <Facts facts={reportedFacts(agent)} />
      <Facts facts={trafficFacts(agent)} />
      {lastError !== null && (
        <p>
          <strong>The last thing that went wrong on it:</strong> {lastError}
        </p>
      )}
      {prefixes.length === 0 ? (
        <p className={styles['soft']}>It lets no source out: no subnet with an instance uses it.</p>
      ) : (
        <Table caption="Sources that may leave" columns={['Allowed source', 'Configured', 'In the kernel']}>
          {prefixes.map(({ prefix, isWanted, isInForce }) => (
            <tr key={prefix}>
              <th scope="row">
                <code>{prefix}</code>
              </th>
              <td>{isWanted ? 'yes' : 'no'}</td>
              <td>
                {isInForce === isWanted ? (
                  <StateMark tone="ok" word={isInForce ? 'Let out' : 'Not let out'} />
                ) : (
                  <StateMark tone="waiting" word={isInForce ? 'Let out, not wanted' : 'Not let out yet'} />
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

function reportedFacts(agent: Agent): Fact[] {
  const { lastHeartbeatAt, publishedVersion, publishedAt, acknowledgedVersion, uptimeSeconds } = agent;
  return [
    ['Last heard of', lastHeartbeatAt === null ? 'never' : <RelativeTime key="at" at={lastHeartbeatAt} />],
    [
      'Configuration published',
      publishedVersion === 0 ? (
        'what the VM was made with'
      ) : (
        <span key="wanted">
          {publishedVersion}
          {publishedAt !== null && (
            <>
              , made <RelativeTime at={publishedAt} />
            </>
          )}
        </span>
      ),
    ],
    [
      'Configuration acknowledged',
      <span key="acknowledged">
        {acknowledgedVersion === 0 ? 'what the VM was made with' : acknowledgedVersion}
        {acknowledgedVersion !== publishedVersion && (
          <>
            {' '}
            <StateMark tone="waiting" word="Behind" />
          </>
        )}
      </span>,
    ],
    ['Forwards', agent.isForwarding === true ? 'yes' : 'no'],
    ['Up for', uptimeSeconds === null ? 'not known' : durationText(uptimeSeconds * 1_000)],
  ];
}

function trafficFacts(agent: Agent): Fact[] {
  const { connectionsUsed, connectionsMax, bytesOut, bytesIn, droppedRefused, droppedMetadata } = agent;
  return [
    [
      'Connections',
      connectionsUsed === null
        ? 'not known'
        : `${connectionsUsed} of ${connectionsMax ?? 'an unknown number'} at most`,
    ],
    ['Sent out', bytesOut === null ? 'not known' : bytesText(bytesOut)],
    ['Brought in', bytesIn === null ? 'not known' : bytesText(bytesIn)],
    ['Dropped, source not allowed', packetsText(droppedRefused)],
    ['Dropped, to the metadata service', packetsText(droppedMetadata)],
  ];
}

function packetsText(packets: number | null): string {
  if (packets === null) return 'not known';
  return packets === 1 ? '1 packet' : `${packets} packets`;
}
