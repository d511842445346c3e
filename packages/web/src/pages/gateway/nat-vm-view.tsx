import type { ReactNode } from 'react';
import { sayEvidence } from '../../api/words.js';
import { useMay } from '../../api/me.js';
import type { Place } from '../../paths.js';
import { Drift } from '../../resource/drift.js';
import styles from '../../resource/page.module.css';
import { Facts, type Fact } from '../../ui/facts.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Resume } from '../../way-out/fix.js';
import { AgentReport } from './agent-report.js';
import { sayAgent } from './agent-words.js';
import type { NatVm } from './gateway.queries.js';
import type { Pair } from './pair.js';
import { Drain, FailOver, Replace, type VmCommandProps } from './vm-commands.js';

interface NatVmViewProps {
  vm: NatVm;
  pair: Pair;
  network: Place;
  gateway: string;
  onOperation: (id: string) => void;
}

/** One NAT VM: whether packets come to it, what it is at Hetzner, what its agent says. */
export function NatVmView({ vm, pair, network, gateway, onOperation }: NatVmViewProps): ReactNode {
  const { slot, agent, holdsAlias, turnRequestedAt, server } = vm;
  const { name, ...place } = network;
  const commands: VmCommandProps = {
    target: {
      tenant: place.tenant,
      region: place.region,
      workspace: place.workspace,
      network: name,
      gateway,
    },
    vm,
    pair,
    onOperation,
  };
  return (
    <section className={styles['stack']} aria-label={`The ${slot} VM in ${name}`}>
      {pair.other && (
        <div className={styles['row']}>
          <h3>{slot === 'primary' ? 'Primary VM' : 'Standby VM'}</h3>
          {holdsAlias ? (
            <StateMark tone="ok" word="Routes lead to it" />
          ) : (
            <StateMark tone="idle" word="Stands by" />
          )}
          {turnRequestedAt !== null && (
            <span role="status">
              <StateMark tone="waiting" word="Routes are moved to it" />, asked for{' '}
              <RelativeTime at={turnRequestedAt} />
            </span>
          )}
        </div>
      )}
      <Facts facts={factsOf(vm)} />
      {agent ? (
        <div className={styles['row']}>
          <StateMark {...sayAgent(agent.state)} />
          <span>
            since <RelativeTime at={agent.since} />
            {agent.reason !== null && `: ${agent.reason}`}
          </span>
        </div>
      ) : (
        <p>
          It has no agent, so nothing reports from it: that it forwards is assumed. A change of what it lets
          out makes a new VM.
        </p>
      )}
      <Drift drift={server.drift} />
      <Commands {...commands} network={network} />
      {agent && <AgentReport agent={agent} />}
    </section>
  );
}

/** What can be done with it now, by whoever may. */
function Commands({ network, ...commands }: VmCommandProps & { network: Place }): ReactNode {
  const may = useMay('operator');
  const { vm, pair, target } = commands;
  if (!may) return null;
  return (
    <div className={styles['row']}>
      {vm.agent?.state === 'draining' && (
        <Resume network={network} gateway={target.gateway} slot={pair.other && vm.slot} />
      )}
      {vm.agent && vm.agent.state !== 'draining' && <Drain {...commands} />}
      {/* The API makes the primary VM anew alone. */}
      <Replace {...commands} />
      {pair.other && !vm.holdsAlias && <FailOver {...commands} />}
    </div>
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
