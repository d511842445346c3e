import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sayEvidence, sayState } from '../../api/words.js';
import { paths } from '../../paths.js';
import { Badge } from '../../ui/badge.js';
import { Facts, type Fact } from '../../ui/facts.js';
import { Labels } from '../../ui/labels.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import styles from './network-header.module.css';
import type { Network } from './network.queries.js';
import { Drift } from '../../resource/drift.js';
import { versionText } from '../../resource/version-text.js';

export function NetworkHeader({
  network,
  isSimulated,
}: {
  network: Network;
  isSimulated: boolean;
}): ReactNode {
  const { tenant, region, workspace, name, state, conditions, labels } = network;
  const [newest] = conditions;
  return (
    <header className={styles['header']}>
      <nav aria-label="Where this is">
        <ol className={styles['crumbs']}>
          <li>
            <Link to={paths.home()}>Home</Link>
          </li>
          <li>{tenant}</li>
          <li>
            <Link to={paths.workspace({ tenant, region, name: workspace })}>{workspace}</Link>
          </li>
        </ol>
      </nav>
      <div className={styles['title']}>
        <h1>{name}</h1>
        <StateMark {...sayState(state)} />
        {isSimulated && (
          <Badge hint="Nothing of this is at Hetzner: the connection leads to a simulator.">
            Simulated cloud
          </Badge>
        )}
      </div>
      {state !== 'active' && newest?.message && (
        <p className={styles['message']} dir="auto">
          {newest.message}
        </p>
      )}
      <Facts facts={factsOf(network)} />
      <Drift drift={network.providerObject?.drift ?? []} />
      <Labels labels={labels} />
    </header>
  );
}

function factsOf({ cidr, region, providerObject, resourceVersion, observedVersion }: Network): Fact[] {
  const seen = providerObject?.observedAt;
  return [
    ['Range', <code key="range">{cidr ?? 'none yet'}</code>],
    ['Region', region],
    ['At Hetzner', providerObject?.id ? <code key="id">network {providerObject.id}</code> : 'not made yet'],
    [
      'Last seen there',
      seen ? (
        <span key="seen">
          <RelativeTime at={seen} />, {sayEvidence(providerObject.evidence)}
        </span>
      ) : (
        'never'
      ),
    ],
    ['Version', versionText(resourceVersion, observedVersion)],
  ];
}
