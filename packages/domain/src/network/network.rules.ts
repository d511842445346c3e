import type { Fault } from '../errors.js';
import { workspaceIdentityOf } from '../resource/identity.js';
import { plainRules, type Admission } from '../resource/kind-rules.js';
import { findInScope, findResource } from '../resource/resource.repository.js';
import {
  PRIVATE_IPV4_RANGES,
  asksForAnyRange,
  firstFreeRange,
  ipv4Range,
  isWithin,
  type Cidr,
  type Ipv4Range,
} from './cidr.js';
import { cidrFaults } from './cidr.rules.js';
import { networkSpecSchema, type NetworkSpec } from './network.js';

/** Source: SECA, network. Equal ranges of several networks are legal. */
export const networkRules = plainRules<'network'>({
  specSchema: networkSpecSchema,
  references: (spec) => [{ pointer: '/spec/skuRef', reference: spec.skuRef, expects: ['network-sku'] }],
  faults: ({ draft, existing }) => [
    ...cidrFaults(draft.spec.cidr, '/spec/cidr'),
    ...(draft.spec.additionalCidrs ?? []).flatMap((cidr, index) =>
      cidrFaults(cidr, `/spec/additionalCidrs/${index}`),
    ),
    ...rangeFaults(draft.spec),
    ...(existing ? changeFaults(existing.spec, draft.spec) : []),
  ],
  async arrange(admission) {
    const { existing, draft } = admission;
    const cidr = existing?.status.cidr ?? (await chosenCidr(admission));
    const { additionalCidrs } = draft.spec;
    return { details: { cidr, ...(additionalCidrs ? { additionalCidrs } : {}) } };
  },
});

function rangeFaults({ cidr }: NetworkSpec): Fault[] {
  const range = cidr.ipv4 === undefined ? undefined : ipv4Range(cidr.ipv4);
  if (!range || asksForAnyRange(range)) return [];
  if (PRIVATE_IPV4_RANGES.some((outer) => isWithin(range, outer))) return [];
  return [
    {
      pointer: '/spec/cidr/ipv4',
      message: `${range.text} is not private address space: a network lies in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
    },
  ];
}

function changeFaults(before: NetworkSpec, after: NetworkSpec): Fault[] {
  if (before.cidr.ipv4 === after.cidr.ipv4 && before.cidr.ipv6 === after.cidr.ipv6) return [];
  return [{ pointer: '/spec/cidr', message: 'the range of a network cannot be changed' }];
}

/** `0.0.0.0/n` takes the lowest private range of that length that no other network of the workspace has. */
async function chosenCidr({ manager, draft }: Admission<'network'>): Promise<Cidr> {
  const { cidr } = draft.spec;
  const asked = cidr.ipv4 === undefined ? undefined : ipv4Range(cidr.ipv4);
  if (!asked || !asksForAnyRange(asked)) return cidr;
  // Locked, so that two networks that leave the choice to us are not given the same range.
  await findResource(manager, workspaceIdentityOf(draft), 'no-key-update');
  const others = (await findInScope(manager, 'network', draft)).filter(
    (network) => network.uid !== draft.uid,
  );
  const taken = others.flatMap((network) => ipv4RangeOf(network.status.cidr));
  for (const space of PRIVATE_IPV4_RANGES) {
    const free = firstFreeRange(space, asked.prefixLength, taken);
    if (free) return { ...cidr, ipv4: free.text };
  }
  return cidr;
}

function ipv4RangeOf(cidr: Cidr): Ipv4Range[] {
  const range = cidr.ipv4 === undefined ? undefined : ipv4Range(cidr.ipv4);
  return range ? [range] : [];
}
