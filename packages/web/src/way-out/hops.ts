/** What the hops of a way to the internet are called, and what one can do about them. */
import type { HopFieldsFragment } from '../api/generated/graphql.js';

export type Hop = HopFieldsFragment;

interface HopWords {
  title: string;
  /** What this hop is, for somebody who has not met it. */
  about: string;
  /** What to do when it is broken. */
  remedy?: string;
}

const HOPS: Readonly<Record<string, HopWords>> = {
  instance: {
    title: 'Instance',
    about: 'The server at Hetzner. It has to run before anything can leave it.',
  },
  'guest-bootstrap': {
    title: 'Guest bootstrap',
    about:
      'Units in the server’s user data that keep a default route and working DNS in the guest; nothing else tells a server without a public address where its way out is.',
  },
  nic: {
    title: 'NIC',
    about: 'The server’s attachment to the network, with its private address.',
    remedy: 'Name a NIC of this network as primaryNicRef of the instance.',
  },
  subnet: {
    title: 'Subnet',
    about: 'The range of the network that the address lies in.',
    remedy: 'Let the NIC’s subnetRef name a subnet that exists.',
  },
  'route-table': {
    title: 'Route table',
    about: 'The declared routes that the subnet uses.',
    remedy: 'Let the subnet’s routeTableRef name a route table that sends 0.0.0.0/0 to an internet gateway.',
  },
  route: {
    title: 'Route at Hetzner',
    about:
      'The same route in Hetzner’s network, where packets meet it. It leads to the NAT VM’s alias address.',
    remedy: 'Change or remove the route that stands in its way.',
  },
  'nat-vm': {
    title: 'NAT VM',
    about:
      'The server that makes the internet gateway true in this network. It is made, repaired and replaced for you.',
  },
  forwarding: {
    title: 'Forwarding',
    about: 'Whether the NAT VM really passes packets on and gives them its own address.',
  },
  'public-ip': {
    title: 'Public IP',
    about: 'The address under which the instance is seen outside.',
  },
};

/** A hop that this console does not know yet goes by its own name. */
export function wordsOf(hopName: string): HopWords {
  return HOPS[hopName] ?? { title: hopName, about: '' };
}

/** The first hop, as a packet takes them, that is broken or still to come. */
export function firstProblem(hops: readonly Hop[]): Hop | undefined {
  return hops.find(({ state }) => state === 'broken' || state === 'waiting');
}
