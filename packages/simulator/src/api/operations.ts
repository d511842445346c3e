import { actionOperations } from '../actions/action.operations.js';
import { catalogueOperations } from '../catalogue/catalogue.operations.js';
import { firewallOperations } from '../firewall/firewall.operations.js';
import { imageOperations } from '../image/image.operations.js';
import { networkOperations } from '../network/network.operations.js';
import { placementGroupOperations } from '../placement-group/placement-group.operations.js';
import { primaryIpOperations } from '../primary-ip/primary-ip.operations.js';
import { serverOperations } from '../server/server.operations.js';
import { sshKeyOperations } from '../ssh-key/ssh-key.operations.js';
import { volumeOperations } from '../volume/volume.operations.js';
import type { Operation } from './operation.js';
import type { Removed } from './router.js';

/** Every operation that the simulator answers. */
export const operations: readonly Operation[] = [
  ...actionOperations,
  ...catalogueOperations,
  ...firewallOperations,
  ...imageOperations,
  ...networkOperations,
  ...placementGroupOperations,
  ...primaryIpOperations,
  ...serverOperations,
  ...sshKeyOperations,
  ...volumeOperations,
];

/** What the API has and the simulator has not: 501. The README lists the same. */
export const unmodelled: readonly string[] = [
  '/certificates/*',
  '/floating_ips/*',
  '/isos/*',
  '/load_balancer_types/*',
  '/load_balancers/*',
  '/zones/*',
  '/servers/{id}/actions/attach_iso',
  '/servers/{id}/actions/detach_iso',
  '/servers/{id}/actions/request_console',
  '/servers/{id}/metrics',
];

/** What the API had: 410. */
export const removed: readonly Removed[] = ['/datacenters', '/datacenters/{id}'].map((template) => ({
  template,
  announcement: 'https://docs.hetzner.cloud/changelog#2026-06-02-datacenters-deprecated',
}));
