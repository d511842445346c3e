import { actionOperations } from '../actions/action.operations.js';
import { catalogueOperations } from '../catalogue/catalogue.operations.js';
import { isoOperations } from '../catalogue/iso.operations.js';
import { firewallOperations } from '../firewall/firewall.operations.js';
import { imageOperations } from '../image/image.operations.js';
import { networkOperations } from '../network/network.operations.js';
import { placementGroupOperations } from '../placement-group/placement-group.operations.js';
import { primaryIpOperations } from '../primary-ip/primary-ip.operations.js';
import { serverOperations } from '../server/server.operations.js';
import { sshKeyOperations } from '../ssh-key/ssh-key.operations.js';
import { volumeOperations } from '../volume/volume.operations.js';
import type { Operation } from './operation.js';
import type { Removed, Unmodelled } from './router.js';

/** Every operation that the simulator answers. */
export const operations: readonly Operation[] = [
  ...actionOperations,
  ...catalogueOperations,
  ...firewallOperations,
  ...imageOperations,
  ...isoOperations,
  ...networkOperations,
  ...placementGroupOperations,
  ...primaryIpOperations,
  ...serverOperations,
  ...sshKeyOperations,
  ...volumeOperations,
];

/** What the API has and the simulator has not: 501 with the reason. The README lists the same. */
export const unmodelled: readonly Unmodelled[] = [
  { template: '/certificates/*', reason: 'they serve load balancers' },
  { template: '/floating_ips/*', reason: 'machines have to configure them, and there are no machines' },
  { template: '/load_balancer_types/*', reason: 'there are no load balancers' },
  { template: '/load_balancers/*', reason: 'there is no traffic that they could balance' },
  { template: '/zones/*', reason: 'there is no name server' },
];

/** What the API had: 410. */
export const removed: readonly Removed[] = ['/datacenters', '/datacenters/{id}'].map((template) => ({
  template,
  announcement: 'https://docs.hetzner.cloud/changelog#2026-06-02-datacenters-deprecated',
}));
