import type { Binding, Resource } from '@seca-hetzner/domain';
import type { NetworkSighting, ServerSighting } from './sightings.js';

/**
 * `ok`: seen at Hetzner. `assumed`: everything speaks for it, nobody has reported it. `waiting`: on its way.
 * `broken`: it will not come about by itself. `unknown`: nobody has looked yet.
 */
export type HopState = 'ok' | 'assumed' | 'waiting' | 'broken' | 'unknown';

export type HopName =
  | 'instance'
  | 'guest-bootstrap'
  | 'nic'
  | 'subnet'
  | 'route-table'
  | 'route'
  | 'nat-vm'
  | 'forwarding'
  | 'public-ip';

/** One hop of the way from an instance to the internet: what is known of it, how, and from when. */
export interface Hop {
  name: HopName;
  state: HopState;
  /** What is known, as a sentence for people. */
  message: string;
  /** How it was learnt: `read`, `action <id>`, or `declared`. */
  evidence: string;
  observedAt: Date | undefined;
}

/** Everything on the way, as far as it exists. */
export interface WayOutSituation {
  instance: Resource<'instance'>;
  nic: Resource<'nic'> | undefined;
  subnet: Resource<'subnet'> | undefined;
  table: Resource<'routing-table'> | undefined;
  /** The first route of the table that leads to an internet gateway: its place in the table, and the gateway. */
  route: { index: number; gateway: Resource<'internet-gateway'> | undefined } | undefined;
  server: Binding | undefined;
  network: Binding | undefined;
  natVm: Binding | undefined;
}

/** The hops in the order that a packet takes them. Pure. */
export function wayOutOf(situation: WayOutSituation): Hop[] {
  return [
    instanceHop(situation),
    bootstrapHop(situation),
    nicHop(situation),
    subnetHop(situation),
    tableHop(situation),
    routeHop(situation),
    natVmHop(situation),
    forwardingHop(situation),
    publicIpHop(situation),
  ];
}

type Finding = Pick<Hop, 'state' | 'message'>;

function seen(name: HopName, binding: Binding | undefined, { state, message }: Finding): Hop {
  return {
    name,
    state,
    message,
    evidence: binding?.evidence ?? 'declared',
    observedAt: binding?.observedAt ?? undefined,
  };
}

function declared(name: HopName, { state, message }: Finding): Hop {
  return { name, state, message, evidence: 'declared', observedAt: undefined };
}

function serverOf(binding: Binding | undefined): ServerSighting | undefined {
  return (binding?.observed ?? undefined) as ServerSighting | undefined;
}

function networkOf(binding: Binding | undefined): NetworkSighting | undefined {
  return (binding?.observed ?? undefined) as NetworkSighting | undefined;
}

function instanceHop({ instance, server: binding }: WayOutSituation): Hop {
  const server = serverOf(binding);
  if (!server)
    return seen('instance', binding, { state: 'waiting', message: 'The server has not been made yet.' });
  if (server.status === 'running')
    return seen('instance', binding, { state: 'ok', message: 'The server runs.' });
  const isWanted = instance.desiredPower === 'on';
  const message = isWanted
    ? `The server is ${server.status}.`
    : 'The instance is switched off; nobody has started it.';
  return seen('instance', binding, { state: 'waiting', message });
}

function bootstrapHop({ server }: WayOutSituation): Hop {
  if (!server?.madeWith) {
    return declared('guest-bootstrap', {
      state: 'waiting',
      message: 'It is handed over when the server is made.',
    });
  }
  const message = 'The server was made with it; nobody in the guest reports whether it ran.';
  return declared('guest-bootstrap', { state: 'assumed', message });
}

function nicHop({ nic, server: binding }: WayOutSituation): Hop {
  if (!nic)
    return declared('nic', {
      state: 'broken',
      message: 'The instance has no NIC, so it is in no network of yours.',
    });
  const [address] = nic.status.addresses;
  const net = serverOf(binding)?.privateNets.find(({ ip }) => ip === address);
  if (net)
    return seen('nic', binding, { state: 'ok', message: `Attached with ${net.ip}, ${net.macAddress}.` });
  return seen('nic', binding, {
    state: 'waiting',
    message: `NIC '${nic.name}' is not attached to the server yet.`,
  });
}

function subnetHop({ subnet, network: binding }: WayOutSituation): Hop {
  const range = subnet?.status.cidr?.ipv4;
  if (!subnet || range === undefined) {
    return declared('subnet', { state: 'broken', message: 'The NIC lies in no subnet that exists.' });
  }
  if (networkOf(binding)?.subnets.includes(range)) {
    return seen('subnet', binding, {
      state: 'ok',
      message: `Subnet '${subnet.name}' is there with ${range}.`,
    });
  }
  return seen('subnet', binding, {
    state: 'waiting',
    message: `Subnet '${subnet.name}' has not been made yet.`,
  });
}

function tableHop({ subnet, table, route }: WayOutSituation): Hop {
  if (!table) {
    const message = `Subnet '${subnet?.name ?? ''}' has no route table, so nothing leads out of it.`;
    return declared('route-table', { state: 'broken', message });
  }
  if (!route) {
    const message = `No route of table '${table.name}' leads to an internet gateway.`;
    return declared('route-table', { state: 'broken', message });
  }
  const destination = table.spec.routes[route.index]?.destinationCidrBlock;
  if (!route.gateway) {
    const message = `The gateway that '${table.name}' sends ${destination} to does not exist.`;
    return declared('route-table', { state: 'broken', message });
  }
  const message = `'${table.name}' sends ${destination} to internet gateway '${route.gateway.name}'.`;
  return declared('route-table', { state: 'ok', message });
}

function routeHop({ table, route, network: binding }: WayOutSituation): Hop {
  const status = route && table?.status.routes[route.index];
  const destination = route && table?.spec.routes[route.index]?.destinationCidrBlock;
  if (!status || destination === undefined) {
    return declared('route', { state: 'unknown', message: 'There is no route to look for.' });
  }
  const programmed = networkOf(binding)?.routes.find((each) => each.destination === destination);
  if (status.state === 'active' && programmed) {
    return seen('route', binding, {
      state: 'ok',
      message: `Hetzner sends ${destination} to ${programmed.gateway}.`,
    });
  }
  const message = status.conditions[0]?.message ?? 'Nobody has decided on this route yet.';
  return seen('route', binding, {
    state: status.state === 'error' ? 'broken' : 'waiting',
    message: sentence(message),
  });
}

function natVmHop({ natVm: binding, table, route }: WayOutSituation): Hop {
  const server = serverOf(binding);
  if (server?.status === 'running') {
    const [net] = server.privateNets;
    const alias = net?.aliasIps[0];
    const message = `It runs as ${net?.ip ?? 'unattached'}, routes lead to ${alias ?? 'no address of it'}.`;
    return seen('nat-vm', binding, { state: alias === undefined ? 'waiting' : 'ok', message });
  }
  if (server) return seen('nat-vm', binding, { state: 'waiting', message: `It is ${server.status}.` });
  const why = route && table?.status.routes[route.index]?.conditions[0]?.message;
  return seen('nat-vm', binding, { state: 'waiting', message: sentence(why ?? 'There is none.') });
}

function forwardingHop({ natVm }: WayOutSituation): Hop {
  if (serverOf(natVm)?.status !== 'running') {
    return declared('forwarding', { state: 'unknown', message: 'There is no running NAT VM to ask.' });
  }
  const message = 'The NAT VM was made to forward; nothing on it reports whether it does.';
  return declared('forwarding', { state: 'assumed', message });
}

function publicIpHop({ natVm: binding }: WayOutSituation): Hop {
  const address = serverOf(binding)?.publicIpv4;
  if (address)
    return seen('public-ip', binding, { state: 'ok', message: `Outside, it is seen as ${address}.` });
  return seen('public-ip', binding, { state: 'waiting', message: 'There is no public address yet.' });
}

function sentence(message: string): string {
  const text = message.replace(/^Waiting: /, '');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
