import type { ServerMadeWith } from '../made-with.js';
import type { ServerSighting } from '../sightings.js';
import { declared, seen, type Hop } from './hop.js';
import type { GatewayLook, WayOutSituation } from './situation.js';

export function serverOf(binding: WayOutSituation['server']): ServerSighting | undefined {
  return (binding?.observed ?? undefined) as ServerSighting | undefined;
}

export function instanceHop({ instance, server: binding }: WayOutSituation): Hop {
  const server = serverOf(binding);
  if (!server) {
    const message = 'The server has not been made yet.';
    return seen('instance', binding, { state: 'waiting', code: 'INSTANCE_NOT_MADE', message });
  }
  if (server.status === 'running')
    return seen('instance', binding, { state: 'ok', message: 'The server runs.' });
  if (instance.desiredPower === 'on') {
    const message = `The server is ${server.status}.`;
    return seen('instance', binding, { state: 'waiting', code: 'INSTANCE_NOT_RUNNING', message });
  }
  const message = 'The instance is switched off; nobody has started it.';
  return seen('instance', binding, { state: 'waiting', code: 'INSTANCE_OFF', message });
}

export function bootstrapHop({ server, look }: WayOutSituation): Hop {
  if (!server?.madeWith) {
    const message = 'It is handed over when the server is made.';
    return declared('guest-bootstrap', { state: 'waiting', code: 'BOOTSTRAP_NOT_DELIVERED', message });
  }
  const isWithout = (server.madeWith as ServerMadeWith).isWithoutBootstrap === true;
  if (look && !(isWithout && look.packets === 0)) return bootstrapSeen(look);
  if (isWithout) {
    const message = 'The server was made without it: its own user data has to lead the default route.';
    return declared('guest-bootstrap', { state: 'unknown', code: 'BOOTSTRAP_OFF', message });
  }
  const message = 'The server was made with it; nobody in the guest reports whether it ran.';
  return declared('guest-bootstrap', { state: 'assumed', code: 'NOT_REPORTED', message });
}

/** A packet that reaches the gateway shows that the guest knows the way. */
function bootstrapSeen({ at, source, lastForwardedAt, droppedPackets, flows }: GatewayLook): Hop {
  const known = { name: 'guest-bootstrap', evidence: 'counters' } as const;
  if (lastForwardedAt) {
    const open = flows === undefined ? '' : `; ${flows} ${flows === 1 ? 'flow is' : 'flows are'} open`;
    const message = `The gateway forwarded packets from ${source}${open}.`;
    return { ...known, state: 'ok', message, observedAt: lastForwardedAt };
  }
  if (droppedPackets > 0) {
    const message = `Packets from ${source} reach the gateway, which has dropped ${droppedPackets}.`;
    return { ...known, state: 'ok', message, observedAt: at };
  }
  const message = `The gateway has seen no packet from ${source} within the last hour.`;
  return { ...known, state: 'assumed', code: 'GUEST_NOT_SEEN', message, observedAt: at };
}

export function nicHop({ nic, server: binding }: WayOutSituation): Hop {
  if (!nic) {
    const message = 'The instance has no NIC, so it is in no network of yours.';
    return declared('nic', { state: 'broken', code: 'NO_NIC', message });
  }
  const [address] = nic.status.addresses;
  const net = serverOf(binding)?.privateNets.find(({ ip }) => ip === address);
  if (net)
    return seen('nic', binding, { state: 'ok', message: `Attached with ${net.ip}, ${net.macAddress}.` });
  const message = `NIC '${nic.name}' is not attached to the server yet.`;
  return seen('nic', binding, { state: 'waiting', code: 'NIC_NOT_ATTACHED', message });
}
