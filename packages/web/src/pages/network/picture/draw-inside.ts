/** Instances, their NICs and subnets: the part of the picture that lies within the network. */
import { sayState } from '../../../api/words.js';
import { worstOf, type Tone } from '../../../ui/tone.js';
import type { Instance, Network, Subnet } from '../network.queries.js';
import { messageOf } from '../../../way-out/hops.js';
import { observedStatus } from '../../../way-out/observed.js';
import type { Element, Line, LineState } from './picture.js';
import { nameOf } from '../../../way-out/references.js';

const TONE_WORDS: Readonly<Record<Tone, string>> = {
  ok: 'OK',
  assumed: 'Assumed',
  waiting: 'Waiting',
  broken: 'Broken',
  unknown: 'Not known',
  idle: 'Off, as wanted',
};

export const instanceId = (uid: string): string => `instance:${uid}`;
export const subnetId = (uid: string): string => `subnet:${uid}`;
export const tableId = (uid: string): string => `table:${uid}`;

export function drawInstances(network: Network): { elements: Element[]; lines: Line[] } {
  const elements = network.instances.map((instance) => drawInstance(instance, network.name));
  const lines = network.instances.flatMap((instance) =>
    instance.nics.flatMap((nic): Line[] => {
      const subnet = network.subnets.find(({ name }) => nic.network === network.name && nic.subnet === name);
      if (!subnet) return [];
      const state: LineState = nic.isAttached ? 'programmed' : isWorkedOn(instance) ? 'applying' : 'absent';
      return [{ from: instanceId(instance.uid), to: subnetId(subnet.uid), state }];
    }),
  );
  return { elements, lines };
}

function drawInstance(instance: Instance, networkName: string): Element {
  const { uid, name, desiredPower, server, nics } = instance;
  const here = nics.filter((nic) => nic.network === networkName);
  const addresses = here.flatMap((nic) => nic.addresses);
  const attached = here.filter((nic) => nic.isAttached).flatMap((nic) => nic.addresses);
  const tone = instanceTone(instance);
  const isLeaving = instance.deletedAt !== null;
  return {
    id: instanceId(uid),
    layer: 'instances',
    kind: 'Instance',
    name,
    wanted: isLeaving ? 'gone' : [desiredPower, ...addresses].join(' · '),
    isWanted: !isLeaving,
    isThere: Boolean(server?.id),
    real: server?.id ? [observedStatus(server.observed) ?? 'made', ...attached].join(' · ') : 'not made yet',
    tone: isLeaving ? 'waiting' : tone,
    word: isLeaving ? 'Deleting' : TONE_WORDS[tone],
    reason: tone === 'waiting' || tone === 'broken' ? instanceReason(instance) : undefined,
    evidence: server?.evidence ?? undefined,
    observedAt: server?.observedAt ?? undefined,
  };
}

/** Of the machine and its NIC alone; what comes after them is drawn for itself. */
function instanceTone({ state, desiredPower, powerState, wayOut }: Instance): Tone {
  if (state === 'error') return 'broken';
  if (state === 'active' && desiredPower === 'off' && powerState === 'off') return 'idle';
  return worstOf(wayOut.filter(({ name }) => name === 'instance' || name === 'nic').map((hop) => hop.state));
}

function instanceReason({ conditions, wayOut }: Instance): string | undefined {
  const hop = wayOut.find(({ name, state }) => (name === 'instance' || name === 'nic') && state !== 'ok');
  return conditions[0]?.message ?? (hop && messageOf(hop));
}

export function drawSubnets(network: Network): { elements: Element[]; lines: Line[] } {
  const elements = network.subnets.map((subnet) => drawSubnet(subnet, network));
  const lines = network.subnets.flatMap((subnet): Line[] => {
    const table = network.routeTables.find(({ name }) => name === nameOf(subnet.routeTable ?? ''));
    if (!table) return [];
    const state: LineState = subnet.isPresent ? 'programmed' : isWorkedOn(subnet) ? 'applying' : 'absent';
    return [{ from: subnetId(subnet.uid), to: tableId(table.uid), state }];
  });
  return { elements, lines };
}

function drawSubnet(subnet: Subnet, { providerObject }: Network): Element {
  const said = sayState(subnet.state);
  const isMissing = subnet.state === 'active' && !subnet.isPresent;
  return {
    id: subnetId(subnet.uid),
    layer: 'subnets',
    kind: 'Subnet',
    name: subnet.name,
    wanted: subnet.deletedAt === null ? (subnet.cidr ?? 'a range of its own') : 'gone',
    isWanted: subnet.deletedAt === null,
    isThere: subnet.isPresent,
    real: subnet.isPresent ? (subnet.cidr ?? 'there') : 'not there',
    tone: isMissing ? 'waiting' : said.tone,
    word: isMissing ? 'Missing' : subnet.state === 'active' ? 'OK' : said.word,
    reason: subnet.state === 'active' ? undefined : (subnet.conditions[0]?.message ?? undefined),
    evidence: providerObject?.evidence ?? undefined,
    observedAt: providerObject?.observedAt ?? undefined,
  };
}

function isWorkedOn({ state }: { state: Instance['state'] }): boolean {
  return state === 'creating' || state === 'updating' || state === 'deleting';
}
