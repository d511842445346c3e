import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sayState } from '../../api/words.js';
import { paths } from '../../paths.js';
import { Conditions } from '../../resource/conditions.js';
import { LastRun } from '../../resource/last-run.js';
import type { Names } from '../../resource/step-words.js';
import { ReadFault } from '../../shell/read-fault.js';
import { Labels } from '../../ui/labels.js';
import { Panel } from '../../ui/panel.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StateMark } from '../../ui/state-mark.js';
import { thingsBehind } from '../../way-out/things.js';
import { InstanceFacts } from '../instance/instance-facts.js';
import { instanceQuery } from '../instance/instance.queries.js';
import { InstanceWayOut } from '../instance/instance-way-out.js';
import styles from './instance-panel.module.css';
import type { Instance, Network } from './network.queries.js';

interface InstancePanelProps {
  instance: Instance;
  network: Network;
  names: Names;
}

/** What is known of the instance that is followed: its way out hop by hop, and how it came to be what it is. */
export function InstancePanel({ instance, network, names }: InstancePanelProps): ReactNode {
  const { tenant, region, workspace } = network;
  const place = { tenant, region, workspace, name: instance.name };
  const [nic] = instance.nics.filter((each) => each.network === network.name);
  const subject = `Instance ${instance.name}`;
  return (
    <Panel
      title={subject}
      aside={
        <>
          <StateMark {...sayState(instance.state)} />
          <Link to={paths.instance(place)}>Open its page</Link>
        </>
      }
    >
      <div className={styles['columns']}>
        <InstanceWayOut
          key={instance.uid}
          instance={place}
          wayOut={instance.wayOut}
          network={network}
          things={thingsBehind(network, nic?.subnet ?? null)}
        />
        <Details place={place} subject={subject} names={names} />
      </div>
    </Panel>
  );
}

interface DetailsProps {
  place: Parameters<typeof instanceQuery>[0];
  subject: string;
  names: Names;
}

function Details({ place, subject, names }: DetailsProps): ReactNode {
  const { data, error, refetch } = useQuery(instanceQuery(place));
  if (!data && error) return <ReadFault error={error} hasData={false} onRetry={() => void refetch()} />;
  if (!data?.instance) return <Skeleton rows={4} label="Reading the instance" />;
  const { instance } = data;
  return (
    <div className={styles['stack']}>
      <InstanceFacts instance={instance} />
      <Labels labels={instance.labels} />
      <Conditions subject={subject} conditions={instance.conditions} />
      <LastRun subject={subject} run={instance.lastRun} names={names} />
    </div>
  );
}
