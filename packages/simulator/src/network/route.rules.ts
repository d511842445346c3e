import type { Route } from '@seca-hetzner/hetzner/schema';
import { type ApiError, invalidField, invalidInput, limitExceeded } from '../api/errors.js';
import { containsAddress, ipv4Range, overlaps, parseIpv4, parseIpv4Range } from './ipv4.js';
import type { NetworkRecord } from './network.record.js';
import { gatewayOf, isPrivate, PUBLIC_GATEWAY } from './network.rules.js';

export const MAXIMUM_ROUTES = 100;
const DEFAULT_DESTINATION = '0.0.0.0/0';

/**
 * Throws unless the network takes the route. Its gateway need not belong to anything: routes outlive the
 * server that they lead to. Sources: API description, add_route; the texts as seen in
 * github.com/hetznercloud/hcloud-cloud-controller-manager/pull/577 and
 * github.com/hetznercloud/terraform-provider-hcloud/issues/269; limit: docs.hetzner.com/cloud/networks/faq.
 */
export function checkRoute(network: NetworkRecord, route: Route): void {
  if (network.routes.length >= MAXIMUM_ROUTES) throw limitExceeded('route limit reached', 'route_limit');
  checkDestination(network, route.destination);
  checkGateway(network, route.gateway);
}

function checkDestination(network: NetworkRecord, destination: string): void {
  const range = parseIpv4Range(destination);
  if (range === undefined) throw invalidField('destination', 'is not a valid IPv4 range in CIDR notation');
  if (destination === DEFAULT_DESTINATION) {
    // The default route may stand beside subnets and other routes, but only once.
    if (network.routes.some((route) => route.destination === DEFAULT_DESTINATION)) throw destinationTaken();
    return;
  }
  if (!isPrivate(range)) {
    throw invalidField('destination', 'must be 0.0.0.0/0 or in one of the private ranges of RFC 1918');
  }
  if (containsAddress(range, PUBLIC_GATEWAY))
    throw invalidField('destination', 'must not contain 172.31.1.1');
  const taken = [
    ...network.subnets.map(({ ipRange }) => ipRange),
    ...network.routes.map((route) => route.destination).filter((other) => other !== DEFAULT_DESTINATION),
  ];
  if (taken.some((other) => overlaps(ipv4Range(other), range))) throw destinationTaken();
}

function checkGateway(network: NetworkRecord, gateway: string): void {
  const address = parseIpv4(gateway);
  if (address === undefined) throw invalidField('gateway', 'is not a valid IPv4 address');
  if (address === PUBLIC_GATEWAY) throw invalidInput('invalid gateway');
  if (!containsAddress(ipv4Range(network.ipRange), address)) {
    throw invalidInput(`network route gateway not part of the network IP range (${network.ipRange})`);
  }
  const isBehindVswitch = network.subnets.some(
    ({ type, ipRange }) => type === 'vswitch' && containsAddress(ipv4Range(ipRange), address),
  );
  if (address === gatewayOf(network) || isBehindVswitch) throw invalidInput('invalid gateway');
}

function destinationTaken(): ApiError {
  return invalidInput('network route destination overlaps with another subnetwork or network route');
}

/** Only the exact pair is a route of the network. */
export function hasRoute(network: NetworkRecord, { destination, gateway }: Route): boolean {
  return network.routes.some((route) => route.destination === destination && route.gateway === gateway);
}
