import { bootstrapHop, instanceHop, nicHop, serverOf } from './guest-hops.js';
import { configurationHop, forwardingHop, natVmHop, publicIpHop } from './gateway-hops.js';
import { declared, seen, type Hop } from './hop.js';
import { routeHop, subnetHop, tableHop } from './network-hops.js';
import type { WayOutSituation } from './situation.js';

export { egressCodes } from './codes.js';
export type { Hop } from './hop.js';
export type { AgentHeartbeat, AgentSighting, GatewayLook, WayOutSituation } from './situation.js';

/** The hops from an instance to the internet, in the order that a packet takes them. Pure. */
export function wayOutOf(situation: WayOutSituation): Hop[] {
  const address = serverOf(situation.server)?.publicIpv4;
  if (address) return ownWayOut(situation, address);
  return [
    instanceHop(situation),
    bootstrapHop(situation),
    nicHop(situation),
    subnetHop(situation),
    tableHop(situation),
    routeHop(situation),
    natVmHop(situation),
    configurationHop(situation),
    forwardingHop(situation),
    publicIpHop(situation),
  ];
}

/** The first hop that stands in the way, or is still to come; `undefined` when none does. */
export function firstObstacle(hops: readonly Hop[]): Hop | undefined {
  return hops.find(({ state }) => state === 'broken' || state === 'waiting');
}

/** An instance with a public address leaves by its own interface, whatever its route table says. */
function ownWayOut(situation: WayOutSituation, address: string): Hop[] {
  const message = 'It leaves the instance’s own default route alone.';
  return [
    instanceHop(situation),
    declared('guest-bootstrap', { state: 'ok', message }),
    seen('public-ip', situation.server, { state: 'ok', message: `Outside, it is seen as ${address}.` }),
  ];
}
