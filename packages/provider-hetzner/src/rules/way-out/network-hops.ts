import { isGatewayOff } from '../left-pending.js';
import type { NetworkSighting } from '../sightings.js';
import { serverOf } from './guest-hops.js';
import { declared, seen, sentence, type Hop } from './hop.js';
import type { WayOutSituation } from './situation.js';

function networkOf(binding: WayOutSituation['network']): NetworkSighting | undefined {
  return (binding?.observed ?? undefined) as NetworkSighting | undefined;
}

export function subnetHop({ subnet, network: binding }: WayOutSituation): Hop {
  const range = subnet?.status.cidr?.ipv4;
  if (!subnet || range === undefined) {
    const message = 'The NIC lies in no subnet that exists.';
    return declared('subnet', { state: 'broken', code: 'SUBNET_MISSING', message });
  }
  if (networkOf(binding)?.subnets.includes(range)) {
    return seen('subnet', binding, {
      state: 'ok',
      message: `Subnet '${subnet.name}' is there with ${range}.`,
    });
  }
  const message = `Subnet '${subnet.name}' has not been made yet.`;
  return seen('subnet', binding, { state: 'waiting', code: 'SUBNET_NOT_MADE', message });
}

export function tableHop({ subnet, table, route }: WayOutSituation): Hop {
  if (!table) {
    const message = `Subnet '${subnet?.name ?? ''}' has no route table, so nothing leads out of it.`;
    return declared('route-table', { state: 'broken', code: 'NO_ROUTE_TABLE', message });
  }
  if (!route) {
    const message = `No route of table '${table.name}' leads to an internet gateway.`;
    return declared('route-table', { state: 'broken', code: 'NO_ROUTE_TO_GATEWAY', message });
  }
  const destination = table.spec.routes[route.index]?.destinationCidrBlock;
  if (!route.gateway) {
    const message = `The gateway that '${table.name}' sends ${destination} to does not exist.`;
    return declared('route-table', { state: 'broken', code: 'GATEWAY_MISSING', message });
  }
  const message = `'${table.name}' sends ${destination} to internet gateway '${route.gateway.name}'.`;
  return declared('route-table', { state: 'ok', message });
}

export function routeHop({ table, route, network: binding, natVm }: WayOutSituation): Hop {
  const status = route && table?.status.routes[route.index];
  const destination = route && table?.spec.routes[route.index]?.destinationCidrBlock;
  if (!status || destination === undefined) {
    return declared('route', { state: 'unknown', message: 'There is no route to look for.' });
  }
  if (isGatewayOff(status)) {
    const message = sentence(status.conditions[0]?.message ?? '');
    return declared('route', { state: 'broken', code: 'NAT_GATEWAY_OFF', message });
  }
  const programmed = networkOf(binding)?.routes.find((each) => each.destination === destination);
  const [condition] = status.conditions;
  const message = sentence(condition?.message ?? 'Nobody has decided on this route yet.');
  if (status.state === 'error') {
    return seen('route', binding, { state: 'broken', code: 'ROUTE_REFUSED', message });
  }
  const alias = serverOf(natVm)?.privateNets[0]?.aliasIps[0];
  if (programmed && alias !== undefined && programmed.gateway !== alias) {
    const elsewhere = `Hetzner sends ${destination} to ${programmed.gateway}, not to the gateway at ${alias}.`;
    return seen('route', binding, { state: 'waiting', code: 'ROUTE_ELSEWHERE', message: elsewhere });
  }
  // One that is kept while its gateway heals is there all the same.
  if (programmed && (status.state === 'active' || alias !== undefined)) {
    const there = `Hetzner sends ${destination} to ${programmed.gateway}.`;
    return seen('route', binding, { state: 'ok', message: there });
  }
  return seen('route', binding, { state: 'waiting', code: 'ROUTE_NOT_PROGRAMMED', message });
}
