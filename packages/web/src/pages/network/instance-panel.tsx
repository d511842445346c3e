import type { ReactNode } from 'react';
import { sayState } from '../../api/words.js';
import { Facts, type Fact } from '../../ui/facts.js';
import { Labels } from '../../ui/labels.js';
import { Panel } from '../../ui/panel.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { verdictOf } from '../../way-out/verdict.js';
import { AskGateway, useGatewayAnswer } from './ask-gateway.js';
import { Conditions } from './conditions.js';
import styles from './instance-panel.module.css';
import { Ladder } from './ladder.js';
import { LastRun } from './last-run.js';
import type { Instance, Network } from './network.queries.js';
import { nameOf } from './picture/references.js';
import type { Names } from './step-words.js';
import { versionText } from './version-text.js';

interface InstancePanelProps {
  instance: Instance;
  network: Network;
  names: Names;
}

/** What is known of the instance that is followed: its way out hop by hop, and how it came to be what it is. */
export function InstancePanel({ instance, network, names }: InstancePanelProps): ReactNode {
  const { hops, ...asking } = useGatewayAnswer(network, instance);
  const verdict = verdictOf(hops);
  const subject = `Instance ${instance.name}`;
  return (
    <Panel title={subject} aside={<StateMark {...sayState(instance.state)} />}>
      <div className={styles['columns']}>
        <div className={styles['stack']}>
          <p className={styles['verdict']} role="status">
            <StateMark tone={verdict.tone} word={verdict.word} />
            <span dir="auto">{verdict.sentence}</span>
          </p>
          <Ladder key={instance.uid} hops={hops} />
          <AskGateway {...asking} />
        </div>
        <div className={styles['stack']}>
          <Facts facts={factsOf(instance, network)} />
          <Labels labels={instance.labels} />
          <Conditions subject={subject} conditions={instance.conditions} />
          <LastRun subject={subject} run={instance.lastRun} names={names} />
        </div>
      </div>
    </Panel>
  );
}

function factsOf(instance: Instance, network: Network): Fact[] {
  const { server, zone, sku, nics, desiredPower, powerState, powerStateSince } = instance;
  const here = nics.filter((nic) => nic.network === network.name);
  return [
    ['At Hetzner', server?.id ? <code key="server">server {server.id}</code> : 'not made yet'],
    ['Type', nameOf(sku)],
    ['Zone', zone],
    [
      'Power',
      <span key="power">
        {desiredPower === powerState ? powerState : `${desiredPower} wanted, ${powerState} real`}
        {powerStateSince !== null && (
          <>
            , since <RelativeTime at={powerStateSince} />
          </>
        )}
      </span>,
    ],
    ['NIC', here.map((nic) => [nic.name, ...nic.addresses].join(' ')).join(', ') || 'none here'],
    ['Version', versionText(instance.resourceVersion, instance.observedVersion)],
  ];
}
