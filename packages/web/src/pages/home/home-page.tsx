import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Panel } from '../../ui/panel.js';
import { ReadFault } from '../../shell/read-fault.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ConnectionTable } from './connection-table.js';
import { FirstSteps } from './first-steps.js';
import styles from './home-page.module.css';
import { overviewQuery } from './home.queries.js';
import { NetworkTable } from './network-table.js';

/** What there is: the networks of all tenants, and the projects at the provider that they live in. */
export function HomePage(): ReactNode {
  const { data, error, refetch } = useQuery(overviewQuery);
  return (
    <div className={styles['page']}>
      <title>Networks · SECA gateway</title>
      <h1>Networks</h1>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={5} label="Reading the networks" />}
      {data && (
        <>
          {data.networks.length > 0 ? (
            <NetworkTable networks={data.networks} />
          ) : (
            <FirstSteps
              gatewayUrl={data.installation.gatewayUrl}
              tenant={data.providerConnections[0]?.tenant ?? 'demo'}
            />
          )}
          <Panel title="Provider connections">
            <ConnectionTable connections={data.providerConnections} />
          </Panel>
        </>
      )}
    </div>
  );
}
