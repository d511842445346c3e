import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { GatewayDocument } from '../../api/generated/graphql.js';
import { OperationProgress } from '../../operation/operation-progress.js';
import type { Place } from '../../paths.js';
import { Absent, useWasHere } from '../../resource/absent.js';
import { Conditions } from '../../resource/conditions.js';
import { CopyQuery } from '../../resource/copy-query.js';
import { DocumentPanel } from '../../resource/document-panel.js';
import { InRegion } from '../../resource/in-region.js';
import { PageHead } from '../../resource/page-head.js';
import styles from '../../resource/page.module.css';
import { ReadFault } from '../../shell/read-fault.js';
import { UnreadPage } from '../../shell/unread-page.js';
import { useAddress } from '../../shell/use-address.js';
import { Message } from '../../ui/message.js';
import { Panel } from '../../ui/panel.js';
import { gatewayQuery, type Gateway } from './gateway.queries.js';
import { NatVmPanel } from './nat-vm-panel.js';

/** One internet gateway: its VM in each network that uses it, what that says, and what can be done with it. */
export function GatewayPage(): ReactNode {
  const { tenant = '', workspace = '', gateway = '' } = useParams();
  return (
    <InRegion>
      {(region) => (
        <Shown
          key={`${region} ${tenant} ${workspace} ${gateway}`}
          place={{ tenant, workspace, region, name: gateway }}
        />
      )}
    </InRegion>
  );
}

function Shown({ place }: { place: Place }): ReactNode {
  const { data, error, refetch } = useQuery(gatewayQuery(place));
  const wasHere = useWasHere(Boolean(data?.internetGateway));
  if (!data) {
    return (
      <UnreadPage
        title={place.name}
        reading="Reading the internet gateway"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data.internetGateway) return <Absent place={place} kind="internet gateway" wasHere={wasHere} />;
  return (
    <>
      {error && <ReadFault error={error} hasData onRetry={() => void refetch()} />}
      <View gateway={data.internetGateway} place={place} gatewayUrl={data.installation.gatewayUrl} />
    </>
  );
}

interface ViewProps {
  gateway: Gateway;
  place: Place;
  gatewayUrl: string;
}

function View({ gateway, place, gatewayUrl }: ViewProps): ReactNode {
  const [operationId, followOperation] = useAddress('operation');
  return (
    <div className={styles['page']}>
      <PageHead {...gateway} place={place} kind="Internet gateway">
        <p className={styles['row']}>
          <CopyQuery document={GatewayDocument} variables={place} />
        </p>
      </PageHead>
      {operationId !== '' && <OperationProgress id={operationId} title="What was asked for" />}
      {gateway.networks.length === 0 && (
        <Message tone="idle" title="No route leads to it.">
          <p>
            A gateway does something once a route table names it as the target of 0.0.0.0/0, and an instance
            lies in a subnet that uses the table.
          </p>
        </Message>
      )}
      {gateway.networks.map((network) => (
        <NatVmPanel key={network.uid} {...{ gateway, network }} onOperation={followOperation} />
      ))}
      <div className={styles['halves']}>
        <DocumentPanel declaration={gateway} gatewayUrl={gatewayUrl} />
        <Panel title="How it came about">
          <Conditions subject={`Internet gateway ${gateway.name}`} conditions={gateway.conditions} />
        </Panel>
      </div>
    </div>
  );
}
