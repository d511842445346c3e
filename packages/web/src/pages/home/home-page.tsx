import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { OverviewDocument } from '../../api/generated/graphql.js';
import { CopyQuery } from '../../resource/copy-query.js';
import pageStyles from '../../resource/page.module.css';
import { Panel } from '../../ui/panel.js';
import { ReadFault } from '../../shell/read-fault.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AttentionList } from './attention-list.js';
import { ConnectionTable } from './connection-table.js';
import { FirstSteps } from './first-steps.js';
import styles from './home-page.module.css';
import { overviewQuery } from './home.queries.js';
import { NetworkTable } from './network-table.js';
import { TenantTable } from './tenant-table.js';
import { WorkspaceTable } from './workspace-table.js';

/** Whether anything is wrong, and what there is: workspaces, networks, and the projects that they live in. */
export function HomePage(): ReactNode {
  const { data, error, refetch } = useQuery(overviewQuery);
  return (
    <div className={styles['page']}>
      <title>Home · SECA gateway</title>
      <div className={pageStyles['row']}>
        <h1>Home</h1>
        <CopyQuery document={OverviewDocument} variables={{}} />
      </div>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={5} label="Reading how things are" />}
      {data && (
        <>
          <Panel title="Attention">
            <AttentionList items={data.attention} />
          </Panel>
          {data.workspaces.length > 0 && (
            <Panel title="Workspaces">
              <WorkspaceTable workspaces={data.workspaces} />
            </Panel>
          )}
          {data.networks.length > 0 ? (
            <Panel title="Networks">
              <NetworkTable networks={data.networks} />
            </Panel>
          ) : (
            <FirstSteps
              gatewayUrl={data.installation.gatewayUrl}
              tenant={data.providerConnections[0]?.tenant ?? 'demo'}
            />
          )}
          <Panel title="Tenants">
            <TenantTable tenants={data.tenants} connections={data.providerConnections} />
          </Panel>
          <Panel title="Provider connections">
            <ConnectionTable connections={data.providerConnections} />
          </Panel>
        </>
      )}
    </div>
  );
}
