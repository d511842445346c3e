import { z } from 'zod';
import { actionStarted, doneAtOnce } from '../actions/answers.js';
import type { NetworkEffect } from '../actions/effect.js';
import { assertNetworkUnchanging } from '../actions/locks.js';
import { bool, optional, parseBody, text } from '../api/body.js';
import { ApiError } from '../api/errors.js';
import { type Answer, type Call, type Operation, post } from '../api/operation.js';
import { getById } from '../api/references.js';
import { networkZones } from '../catalogue/locations.js';
import { routeBody, subnetBody } from './network.bodies.js';
import type { NetworkRecord } from './network.record.js';
import { checkExtension, checkSubnet } from './network.rules.js';
import { checkRoute, hasRoute } from './route.rules.js';
import { isSubnetInUse, SUBNET_IN_USE } from './subnet-use.js';
import { assertVswitchUnused } from './vswitch.js';

const rangeBody = z.object({ ip_range: text });
const protectionBody = z.object({ delete: optional(bool) });

export const networkActionOperations: readonly Operation[] = [
  post('/networks/{id}/actions/add_subnet', addSubnet),
  post('/networks/{id}/actions/delete_subnet', deleteSubnet),
  post('/networks/{id}/actions/add_route', addRoute),
  post('/networks/{id}/actions/delete_route', deleteRoute),
  post('/networks/{id}/actions/change_ip_range', changeIpRange),
  post('/networks/{id}/actions/change_protection', changeProtection),
];

/** The network of the path, if nothing else is changing it. */
function changeableNetwork(call: Call): NetworkRecord {
  const network = getById(call.project.networks, 'network', call.id);
  assertNetworkUnchanging(call, network.id);
  return network;
}

function addSubnet(call: Call): Answer {
  const network = changeableNetwork(call);
  const request = parseBody(subnetBody, call.body);
  assertVswitchUnused(call.project, request.vswitchId);
  const subnet = checkSubnet(network, request, networkZones);
  return change(call, 'add_subnet', { on: 'network', do: 'add-subnet', networkId: network.id, subnet });
}

/** The wording matters: Terraform waits while the message says that servers are attached. */
function deleteSubnet(call: Call): Answer {
  const network = changeableNetwork(call);
  const { ip_range: ipRange } = parseBody(rangeBody, call.body);
  const subnet = network.subnets.find((candidate) => candidate.ipRange === ipRange);
  if (subnet === undefined) throw new ApiError('not_found', `subnet ${ipRange} not found`);
  if (isSubnetInUse(call.project, network.id, subnet.ipRange)) {
    throw new ApiError('service_error', SUBNET_IN_USE);
  }
  return change(call, 'delete_subnet', {
    on: 'network',
    do: 'delete-subnet',
    networkId: network.id,
    ipRange,
  });
}

function addRoute(call: Call): Answer {
  const network = changeableNetwork(call);
  const route = parseBody(routeBody, call.body);
  checkRoute(network, route);
  return change(call, 'add_route', { on: 'network', do: 'add-route', networkId: network.id, ...route });
}

/** Needs the exact pair; Terraform takes `not_found` for success. */
function deleteRoute(call: Call): Answer {
  const network = changeableNetwork(call);
  const route = parseBody(routeBody, call.body);
  if (!hasRoute(network, route)) throw new ApiError('not_found', 'network route not found');
  const { destination } = route;
  return change(call, 'delete_route', {
    on: 'network',
    do: 'delete-route',
    networkId: network.id,
    destination,
  });
}

/** Over at once, as in the API description's example. */
function changeIpRange(call: Call): Answer {
  const network = changeableNetwork(call);
  const { ip_range: ipRange } = parseBody(rangeBody, call.body);
  checkExtension(network, ipRange);
  const effect: NetworkEffect = { on: 'network', do: 'change-ip-range', networkId: network.id, ipRange };
  const action = call.actions.start({
    command: 'change_ip_range',
    resources: [{ id: network.id, type: 'network' }],
    effect,
    work: null,
  });
  return actionStarted(call, action);
}

function changeProtection(call: Call): Answer {
  const network = changeableNetwork(call);
  const body = parseBody(protectionBody, call.body);
  call.project.networks.patch(network.id, {
    isDeleteProtected: body.delete ?? network.isDeleteProtected,
  });
  return doneAtOnce(call, 'change_protection', [{ id: network.id, type: 'network' }]);
}

function change(call: Call, command: string, effect: NetworkEffect): Answer {
  const resources = [{ id: effect.networkId, type: 'network' }];
  return actionStarted(call, call.actions.start({ command, resources, effect, work: 'change-network' }));
}
