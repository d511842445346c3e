import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sayEvidence } from '../../api/words.js';
import { paths, type Place } from '../../paths.js';
import { LastRun } from '../../resource/last-run.js';
import styles from '../../resource/page.module.css';
import { Facts, type Fact } from '../../ui/facts.js';
import { Panel } from '../../ui/panel.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Resume } from '../../way-out/fix.js';
import { AgentReport } from './agent-report.js';
import { sayAgent } from './agent-words.js';
import { Drain } from './drain.js';
import type { Gateway, GatewayNetwork, NatVm } from './gateway.queries.js';

/** The VM that makes a gateway true in one network: what it is, what it says, what can be done with it. */
export function NatVmPanel({ gateway, network }: { gateway: Gateway; network: GatewayNetwork }): ReactNode {
  const { tenant, region, workspace } = gateway;
  const place = { tenant, region, workspace, name: network.name };
  const vm = network.internetGateways.find(({ uid }) => uid === gateway.uid)?.natVm ?? null;
  const title = `NAT VM in network ${network.name}`;
  const names = new Map([gateway, network].map(({ uid, name }) => [uid, name]));
  return (
    <Panel title={title} aside={<Link to={paths.network(place)}>Show the map of {network.name}</Link>}>
      <div className={styles['stack']}>
        {vm ? (
          <Vm vm={vm} gateway={gateway} place={place} />
        ) : (
          <p>
            There is none: no instance that runs in a subnet of this network needs it now. It is made when one
            does.
          </p>
        )}
        <LastRun subject={`Network ${network.name}`} run={network.lastRun} names={names} />
      </div>
    </Panel>
  );
}

function Vm({ vm, gateway, place }: { vm: NatVm; gateway: Gateway; place: Place }): ReactNode {
  const { agent } = vm;
  return (
    <>
      <Facts facts={factsOf(vm)} />
      {agent ? (
        <>
          <div className={styles['row']}>
            <StateMark {...sayAgent(agent.state)} />
            <span>
              since <RelativeTime at={agent.since} />
              {agent.reason !== null && `: ${agent.reason}`}
            </span>
            {agent.state === 'draining' ? (
              <Resume network={place} gateway={gateway.name} />
            ) : (
              <Drain network={place} gateway={gateway.name} connections={agent.connectionsUsed} />
            )}
          </div>
          <AgentReport agent={agent} />
        </>
      ) : (
        <p>
          It has no agent, so nothing reports from it: that it forwards is assumed. A change of what it lets
          out makes a new VM.
        </p>
      )}
    </>
  );
}

function factsOf({ server, status, privateAddress, aliasAddress, publicAddress }: NatVm): Fact[] {
  return [
    ['At Hetzner', server.id ? <code key="id">server {server.id}</code> : 'not made yet'],
    ['State', status ?? 'not known'],
    [
      'Seen',
      server.observedAt ? (
        <span key="seen">
          <RelativeTime at={server.observedAt} />, {sayEvidence(server.evidence)}
        </span>
      ) : (
        'never'
      ),
    ],
    ['Private address', <code key="private">{privateAddress ?? '–'}</code>],
    ['Routes lead to', <code key="alias">{aliasAddress ?? '–'}</code>],
    ['Seen outside as', <code key="public">{publicAddress ?? '–'}</code>],
  ];
}
