import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { LastRun } from '../../resource/last-run.js';
import styles from '../../resource/page.module.css';
import { Panel } from '../../ui/panel.js';
import type { Gateway, GatewayNetwork } from './gateway.queries.js';
import { NatVmView } from './nat-vm-view.js';

interface NatVmPanelProps {
  gateway: Gateway;
  network: GatewayNetwork;
  onOperation: (id: string) => void;
}

/** The VMs that make a gateway true in one network: what they are, what they say, what can be done with them. */
export function NatVmPanel({ gateway, network, onOperation }: NatVmPanelProps): ReactNode {
  const { tenant, region, workspace } = gateway;
  const place = { tenant, region, workspace, name: network.name };
  const vms = network.internetGateways.find(({ uid }) => uid === gateway.uid)?.natVms ?? [];
  const title = `${vms.length > 1 ? 'NAT VMs' : 'NAT VM'} in network ${network.name}`;
  const names = new Map([gateway, network].map(({ uid, name }) => [uid, name]));
  return (
    <Panel title={title} aside={<Link to={paths.network(place)}>Show the map of {network.name}</Link>}>
      <div className={styles['stack']}>
        {vms.length === 0 && (
          <p>
            There is none: no instance that runs in a subnet of this network needs it now. It is made when one
            does.
          </p>
        )}
        <div className={styles['halves']}>
          {vms.map((vm) => (
            <NatVmView
              key={vm.slot}
              vm={vm}
              pair={{ other: vms.find(({ slot }) => slot !== vm.slot) }}
              network={place}
              gateway={gateway.name}
              onOperation={onOperation}
            />
          ))}
        </div>
        <LastRun subject={`Network ${network.name}`} run={network.lastRun} names={names} />
      </div>
    </Panel>
  );
}
