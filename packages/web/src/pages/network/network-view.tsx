import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { Message } from '../../ui/message.js';
import { Panel } from '../../ui/panel.js';
import { Conditions } from '../../resource/conditions.js';
import { InstancePanel } from './instance-panel.js';
import { LastRun } from '../../resource/last-run.js';
import { NetworkHeader } from './network-header.js';
import type { Network } from './network.queries.js';
import styles from './network-view.module.css';
import { drawPicture } from './picture/draw-picture.js';
import { instanceId } from './picture/draw-inside.js';
import { follow } from './picture/follow.js';
import { Legend } from './picture/legend.js';
import { PictureTable } from './picture/picture-table.js';
import { Reasons } from './picture/reasons.js';
import { inLots } from './picture/lots.js';
import { MapView } from './picture/map-view.js';
import { ViewSwitch } from './picture/view-switch.js';
import { seenAs } from './picture/views.js';
import { useMapAddress } from './use-map-address.js';
import { namesIn } from './names.js';

/** A network with its way out: the picture, what is known of the instance that is followed, and how it came about. */
export function NetworkView({ network, isSimulated }: { network: Network; isSimulated: boolean }): ReactNode {
  const { selected, view, opened, hrefOfView, linkOf } = useMapAddress(network);
  const instance = network.instances.find(({ name }) => name === selected);
  const whole = useMemo(() => drawPicture(network), [network]);
  const picture = useMemo(() => seenAs(whole, view), [whole, view]);
  const followed = useMemo(
    () => (instance ? follow(picture, instanceId(instance.uid), instance.wayOut) : undefined),
    [picture, instance],
  );
  const subject = `Network ${network.name}`;
  const names = useMemo(() => namesIn(network), [network]);

  const drawn = useMemo(
    () => inLots(picture, { opened, apart: new Set(followed?.way) }),
    [picture, opened, followed],
  );

  return (
    <div className={styles['page']}>
      <title>{`${network.name} · SECA gateway`}</title>
      <NetworkHeader network={network} isSimulated={isSimulated} />
      <Panel title="The way out" aside={<Hint network={network} isFollowing={instance !== undefined} />}>
        <div className={styles['stack']}>
          <ViewSwitch view={view} hrefOf={hrefOfView} />
          <MapView picture={drawn} view={view} followed={followed} linkOf={linkOf} />
          <Reasons picture={whole} />
          <Legend />
          <PictureTable picture={whole} />
        </div>
      </Panel>
      {selected !== null && !instance && (
        <Message tone="unknown" title={`There is no instance ${selected} in this network.`} role="status">
          <p>
            It has been deleted, or it has no NIC here. <Link to={paths.network(network)}>Follow none</Link>
          </p>
        </Message>
      )}
      {instance && <InstancePanel instance={instance} network={network} names={names} />}
      <Panel title={subject}>
        <div className={styles['halves']}>
          <Conditions subject={subject} conditions={network.conditions} />
          <LastRun subject={subject} run={network.lastRun} names={names} />
        </div>
      </Panel>
    </div>
  );
}

function Hint({ network, isFollowing }: { network: Network; isFollowing: boolean }): ReactNode {
  if (isFollowing) return <Link to={paths.network(network)}>Stop following</Link>;
  if (network.instances.length === 0) return <span>Declare an instance with a NIC in it to see one.</span>;
  return <span>Select an instance to follow its way, hop by hop.</span>;
}
