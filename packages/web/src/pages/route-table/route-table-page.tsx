import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { RouteTableDocument } from '../../api/generated/graphql.js';
import { paths, type Place } from '../../paths.js';
import { Absent, useWasHere } from '../../resource/absent.js';
import { Conditions } from '../../resource/conditions.js';
import { CopyQuery } from '../../resource/copy-query.js';
import { DocumentPanel } from '../../resource/document-panel.js';
import { InRegion } from '../../resource/in-region.js';
import { PageHead } from '../../resource/page-head.js';
import styles from '../../resource/page.module.css';
import { versionText } from '../../resource/version-text.js';
import { ReadFault } from '../../shell/read-fault.js';
import { UnreadPage } from '../../shell/unread-page.js';
import { Facts } from '../../ui/facts.js';
import { Panel } from '../../ui/panel.js';
import { nameOf } from '../../way-out/references.js';
import { RouteList } from './route-list.js';
import { routeTableQuery, type Network, type RouteTable } from './route-table.queries.js';

/** One route table: what is wanted beside what is programmed, row by row. */
export function RouteTablePage(): ReactNode {
  const { tenant = '', workspace = '', network = '', table = '' } = useParams();
  return (
    <InRegion>
      {(region) => (
        <Shown
          key={`${region} ${tenant} ${workspace} ${network} ${table}`}
          network={{ tenant, workspace, region, name: network }}
          name={table}
        />
      )}
    </InRegion>
  );
}

function Shown({ network: { name: network, ...where }, name }: { network: Place; name: string }): ReactNode {
  const { data, error, refetch } = useQuery(routeTableQuery({ ...where, network }));
  const table = data?.network?.routeTables.find((each) => each.name === name);
  const wasHere = useWasHere(Boolean(table));
  if (!data) {
    return (
      <UnreadPage
        title={name}
        reading="Reading the route table"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data.network || !table) {
    return <Absent place={{ ...where, name }} kind="route table" wasHere={wasHere} />;
  }
  return (
    <>
      {error && <ReadFault error={error} hasData onRetry={() => void refetch()} />}
      <View network={data.network} table={table} gatewayUrl={data.installation.gatewayUrl} />
    </>
  );
}

interface ViewProps {
  network: Network;
  table: RouteTable;
  gatewayUrl: string;
}

function View({ network, table, gatewayUrl }: ViewProps): ReactNode {
  const { tenant, region, workspace } = network;
  const users = network.subnets.filter(({ routeTable }) => nameOf(routeTable ?? '') === table.name);
  return (
    <div className={styles['page']}>
      <PageHead
        {...table}
        place={{ tenant, region, workspace, name: table.name }}
        kind="Route table"
        within={{ name: network.name, href: paths.network(network) }}
      >
        <Facts
          facts={[
            [
              'Used by',
              users.map(({ name }) => `subnet ${name}`).join(', ') || 'no subnet, so it has no effect',
            ],
            ['Version', versionText(table.resourceVersion, table.observedVersion)],
          ]}
        />
        <p className={styles['row']}>
          <CopyQuery
            document={RouteTableDocument}
            variables={{ tenant, region, workspace, network: network.name }}
          />
        </p>
      </PageHead>
      <Panel title="Routes">
        <div className={styles['stack']}>
          <p className={styles['soft']}>
            Hetzner has one list of routes for the whole network. Where two tables disagree on a destination,
            the one that was there first has it.
          </p>
          <RouteList table={table} network={network} />
        </div>
      </Panel>
      <div className={styles['halves']}>
        <DocumentPanel declaration={{ ...table, region }} gatewayUrl={gatewayUrl} />
        <Panel title="How it came about">
          <Conditions subject={`Route table ${table.name}`} conditions={table.conditions} />
        </Panel>
      </div>
    </div>
  );
}
