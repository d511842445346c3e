import { actionsOf } from './actions.js';
import type { CallContext } from './call.js';
import { locationsOf, pricingOf, serverTypesOf } from './catalogue.js';
import { firewallsOf } from './firewalls.js';
import { imagesOf } from './images.js';
import { networksOf } from './networks.js';
import { placementGroupsOf } from './placement-groups.js';
import { primaryIpsOf } from './primary-ips.js';
import type { Api } from './resource.js';
import { serversOf } from './servers.js';
import { sshKeysOf } from './ssh-keys.js';
import type { HetznerTransport } from './transport.js';
import { volumesOf } from './volumes.js';

/**
 * The operations of the Hetzner Cloud API, by resource.
 *
 * What goes in is spelled in camelCase, with units in the names; what comes out is the API's own object,
 * spelled as the API does (`../schema`). `get` returns `undefined` for what does not exist, `list` reads all
 * pages, `create` returns the object and its actions, `update` the object, `delete` counts an absent object
 * as done, and all else returns the actions it started: those that are `running` are for the poller.
 */
export type HetznerClient = ReturnType<typeof createHetznerClient>;

/** For one run: every call is made on the terms of `context`. Costs nothing to make. */
export function createHetznerClient(transport: HetznerTransport, context: CallContext) {
  const api: Api = (request) => transport.call(request, context);
  return {
    networks: networksOf(api),
    servers: serversOf(api),
    primaryIps: primaryIpsOf(api),
    placementGroups: placementGroupsOf(api),
    sshKeys: sshKeysOf(api),
    volumes: volumesOf(api),
    firewalls: firewallsOf(api),
    images: imagesOf(api),
    serverTypes: serverTypesOf(api),
    locations: locationsOf(api),
    pricing: pricingOf(api),
    actions: actionsOf(api),
  };
}
