import { z } from 'zod';
import { assertNetworkUnchanging } from '../actions/locks.js';
import { bool, labels, name, optional, parseBody, text } from '../api/body.js';
import { answerPage, withLabels, withName } from '../api/listing.js';
import {
  type Answer,
  type Call,
  created,
  del,
  get,
  noContent,
  ok,
  type Operation,
  post,
  put,
} from '../api/operation.js';
import { assertNameFree, assertUnprotected, changedFields, getById } from '../api/references.js';
import { networkZones } from '../catalogue/locations.js';
import { timestamp } from '../world/timestamp.js';
import { memberOperations } from './member.operations.js';
import { networkActionOperations } from './network-actions.operations.js';
import { routeBody, subnetBody } from './network.bodies.js';
import type { NetworkRecord } from './network.record.js';
import { checkNetworkRange, checkSubnet } from './network.rules.js';
import { networkToWire } from './network.wire.js';
import { checkRoute } from './route.rules.js';
import { assertVswitchUnused } from './vswitch.js';

const createBody = z.object({
  name,
  ip_range: text,
  labels: optional(labels),
  subnets: optional(z.array(subnetBody)),
  routes: optional(z.array(routeBody)),
  expose_routes_to_vswitch: optional(bool),
});

const updateBody = z.object({
  name: optional(name),
  labels: optional(labels),
  expose_routes_to_vswitch: optional(bool),
});

export const networkOperations: readonly Operation[] = [
  get('/networks', listNetworks),
  post('/networks', createNetwork),
  get('/networks/{id}', (call) => ok({ network: networkToWire(call.project, getNetwork(call)) })),
  put('/networks/{id}', updateNetwork),
  del('/networks/{id}', deleteNetwork),
  ...memberOperations,
  ...networkActionOperations,
];

function getNetwork(call: Call): NetworkRecord {
  return getById(call.project.networks, 'network', call.id);
}

function listNetworks(call: Call): Answer {
  return answerPage(call, {
    key: 'networks',
    records: withLabels(call, withName(call, call.project.networks.all())),
    sortBy: {
      id: ({ id }) => id,
      name: (network) => network.name,
      created: (network) => network.created,
    },
    toWire: (network) => networkToWire(call.project, network),
  });
}

/** Synchronous: subnets and routes are there with the answer, and no action is made. */
function createNetwork(call: Call): Answer {
  const body = parseBody(createBody, call.body);
  checkNetworkRange(body.ip_range);
  assertNameFree(call.project.networks, 'network', body.name);
  let network: NetworkRecord = {
    id: call.world.newId(),
    name: body.name,
    created: timestamp(call.nowMs),
    labels: body.labels ?? {},
    ipRange: body.ip_range,
    subnets: [],
    routes: [],
    isDeleteProtected: false,
    exposeRoutesToVswitch: body.expose_routes_to_vswitch ?? false,
  };
  for (const subnet of body.subnets ?? []) {
    assertVswitchUnused(call.project, subnet.vswitchId);
    const checked = checkSubnet(network, subnet, networkZones);
    network = { ...network, subnets: [...network.subnets, checked] };
  }
  for (const route of body.routes ?? []) {
    checkRoute(network, route);
    network = { ...network, routes: [...network.routes, route] };
  }
  call.project.networks.put(network);
  return created({ network: networkToWire(call.project, network) });
}

function updateNetwork(call: Call): Answer {
  const network = getNetwork(call);
  const body = parseBody(updateBody, call.body);
  assertNetworkUnchanging(call, network.id);
  if (body.name !== undefined) assertNameFree(call.project.networks, 'network', body.name, network.id);
  const updated = call.project.networks.patch(network.id, {
    ...changedFields(body),
    exposeRoutesToVswitch: body.expose_routes_to_vswitch ?? network.exposeRoutesToVswitch,
  });
  return ok({ network: networkToWire(call.project, updated) });
}

/** Detaches whatever is attached; needs no action. */
function deleteNetwork(call: Call): Answer {
  const network = getNetwork(call);
  assertNetworkUnchanging(call, network.id);
  assertUnprotected(network.isDeleteProtected, 'network');
  for (const { id } of call.project.attachments.filter(({ networkId }) => networkId === network.id)) {
    call.project.attachments.remove(id);
  }
  call.project.networks.remove(network.id);
  return noContent;
}
