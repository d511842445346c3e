import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { InstanceDocument } from '../../api/generated/graphql.js';
import { OperationProgress } from '../../operation/operation-progress.js';
import { paths, type Place } from '../../paths.js';
import { Absent, useWasHere } from '../../resource/absent.js';
import { Conditions } from '../../resource/conditions.js';
import { CopyQuery } from '../../resource/copy-query.js';
import { DocumentPanel } from '../../resource/document-panel.js';
import { InRegion } from '../../resource/in-region.js';
import { LastRun } from '../../resource/last-run.js';
import { PageHead } from '../../resource/page-head.js';
import styles from '../../resource/page.module.css';
import { ReadFault } from '../../shell/read-fault.js';
import { UnreadPage } from '../../shell/unread-page.js';
import { useAddress } from '../../shell/use-address.js';
import { Panel } from '../../ui/panel.js';
import { thingsBehind } from '../../way-out/things.js';
import { InstanceFacts } from './instance-facts.js';
import { instanceQuery, wayThingsQuery, type Instance } from './instance.queries.js';
import { InstanceWayOut } from './instance-way-out.js';
import { Power } from './power.js';

/** One instance: what is wanted and what is there, its way out, and how it came to be what it is. */
export function InstancePage(): ReactNode {
  const { tenant = '', workspace = '', instance = '' } = useParams();
  return (
    <InRegion>
      {(region) => (
        <Shown
          key={`${region} ${tenant} ${workspace} ${instance}`}
          place={{ tenant, workspace, region, name: instance }}
        />
      )}
    </InRegion>
  );
}

function Shown({ place }: { place: Place }): ReactNode {
  const { data, error, refetch } = useQuery(instanceQuery(place));
  const wasHere = useWasHere(Boolean(data?.instance));
  if (!data) {
    return (
      <UnreadPage
        title={place.name}
        reading="Reading the instance"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data.instance) return <Absent place={place} kind="instance" wasHere={wasHere} />;
  return (
    <>
      {error && <ReadFault error={error} hasData onRetry={() => void refetch()} />}
      <View instance={data.instance} place={place} gatewayUrl={data.installation.gatewayUrl} />
    </>
  );
}

interface ViewProps {
  instance: Instance;
  place: Place;
  gatewayUrl: string;
}

function View({ instance, place, gatewayUrl }: ViewProps): ReactNode {
  const nic = instance.nics.find(({ network }) => network !== null);
  const network = nic?.network == null ? undefined : { ...place, name: nic.network };
  const { tenant, region, workspace } = place;
  const query = wayThingsQuery({ tenant, region, workspace, network: network?.name ?? '' });
  const { data } = useQuery({ ...query, enabled: network !== undefined });
  const things = thingsBehind(data?.network ?? { subnets: [], routeTables: [] }, nic?.subnet ?? null);
  const [operationId, followOperation] = useAddress('operation');
  const subject = `Instance ${instance.name}`;
  const names = new Map([instance, ...instance.nics].map(({ uid, name }) => [uid, name]));
  return (
    <div className={styles['page']}>
      <PageHead {...instance} place={place} kind="Instance">
        <p className={styles['row']}>
          {network && (
            <Link to={paths.network(network, { instance: instance.name })}>
              Show it on the map of {network.name}
            </Link>
          )}
          <CopyQuery document={InstanceDocument} variables={place} />
        </p>
        <div className={styles['row']}>
          <Power instance={instance} place={place} onOperation={followOperation} />
        </div>
      </PageHead>
      {operationId !== '' && <OperationProgress id={operationId} title="What was asked for" />}
      <div className={styles['halves']}>
        <Panel title="Way out to the internet">
          <InstanceWayOut instance={place} wayOut={instance.wayOut} network={network} things={things} />
        </Panel>
        <Panel title="Intent and reality">
          <div className={styles['stack']}>
            <InstanceFacts instance={instance} />
            <Conditions subject={subject} conditions={instance.conditions} />
            <LastRun subject={subject} run={instance.lastRun} names={names} />
          </div>
        </Panel>
      </div>
      <DocumentPanel declaration={instance} gatewayUrl={gatewayUrl} />
    </div>
  );
}
