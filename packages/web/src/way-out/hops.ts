/** What the hops of a way to the internet are called, and what they are. */
import type { HopFieldsFragment } from '../api/generated/graphql.js';
import { withMoments } from '../ui/time.js';

export type Hop = HopFieldsFragment;

interface HopWords {
  title: string;
  /** What this hop is, for somebody who has not met it. */
  about: string;
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
  },
  subnet: {
    title: 'Subnet',
    about: 'The range of the network that the address lies in.',
  },
  'route-table': {
    title: 'Route table',
    about: 'The declared routes that the subnet uses.',
  },
  route: {
    title: 'Route at Hetzner',
    about:
      'The same route in Hetzner’s network, where packets meet it. It leads to the NAT VM’s alias address.',
  },
  'nat-vm': {
    title: 'NAT VM',
    about:
      'The server that makes the internet gateway true in this network. It is made, repaired and replaced for you.',
  },
  'gateway-configuration': {
    title: 'Gateway configuration',
    about: 'Which subnets the NAT VM lets out; it refuses all others, although Hetzner routes them to it.',
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

/** What is known of it, for people. */
export function messageOf({ message }: Hop): string {
  return withMoments(message);
}

/** The first hop, as a packet takes them, that is broken or still to come. */
export function firstProblem(hops: readonly Hop[]): Hop | undefined {
  return hops.find(({ state }) => state === 'broken' || state === 'waiting');
}
