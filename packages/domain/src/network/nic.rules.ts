import { ValidationError, type Fault } from '../errors.js';
import { nicFields } from '../compute/instance.js';
import type { PublicIpSituation, WriteSituation } from '../provider/provider-rules.js';
import {
  elsewhereFaults,
  isTargetChanged,
  plainRules,
  referencedResource,
  type Admission,
  type Arrangement,
} from '../resource/kind-rules.js';
import {
  findReferrers,
  findResourceByUid,
  findTargets,
  getResourceRow,
} from '../resource/resource.repository.js';
import { networkIdentityOf, urnOf } from '../resource/identity.js';
import type { Resource } from '../resource/resource.js';
import { addressFamily, asksForAnyAddress, holdsAddress, ipv4Number, ipv4Range } from './cidr.js';
import {
  claimAddress,
  claimAnyAddress,
  releaseAddresses,
  type AddressClaim,
} from './network-address.repository.js';
import { nicSpecSchema, publicIpFields, securityGroupFields } from './nic.js';
import { associatePublicIps, missingPublicIps, publicIpsOf, takenFaults } from './nic-public-ips.js';
import { holdsSubnetRange } from './subnet-range.repository.js';

/** Source: SECA, NIC. An address of all zeros asks for any; the status tells which one it became. */
export const nicRules = plainRules<'nic'>({
  specSchema: nicSpecSchema,
  references: (spec) => [
    { pointer: '/spec/subnetRef', reference: spec.subnetRef, expects: ['subnet'] },
    ...(spec.skuRef
      ? [{ pointer: '/spec/skuRef', reference: spec.skuRef, expects: ['network-sku'] as const }]
      : []),
    ...publicIpFields(spec),
    ...securityGroupFields(spec),
  ],
  faults: async (admission) => [
    ...addressFaults(admission),
    ...namedTwiceFaults(admission),
    ...elsewhereFaults(admission, publicIpFields(admission.draft.spec)),
    ...elsewhereFaults(admission, securityGroupFields(admission.draft.spec)),
    ...(await takenFaults(admission)),
    ...changeFaults(admission),
  ],
  situation: nicSituation,
  arrange: arrangeNic,
});

function subnetOf(admission: Admission<'nic'>): Resource<'subnet'> | undefined {
  return referencedResource(admission, '/spec/subnetRef', 'subnet');
}

function addressFaults(admission: Admission<'nic'>): Fault[] {
  const subnetText = subnetOf(admission)?.status.cidr?.ipv4;
  const range = subnetText === undefined ? undefined : ipv4Range(subnetText);
  const { addresses } = admission.draft.spec;
  return addresses.flatMap((address, index): Fault[] => {
    const pointer = `/spec/addresses/${index}`;
    const family = addressFamily(address);
    if (!family) return [{ pointer, message: `'${address}' is not an IP address` }];
    if (asksForAnyAddress(address)) return [];
    if (addresses.indexOf(address) < index) {
      return [{ pointer, message: `the address ${address} is named twice` }];
    }
    if (family === 'ipv6' || !range) return [];
    if (!holdsAddress(range, address)) {
      return [
        { pointer, message: `the address ${address} does not lie in the subnet's range ${range.text}` },
      ];
    }
    if (![range.first, range.last].includes(ipv4Number(address))) return [];
    return [
      { pointer, message: `${address} is reserved, as the first and the last address of each subnet are` },
    ];
  });
}

function namedTwiceFaults(admission: Admission<'nic'>): Fault[] {
  const seen = new Set<string>();
  return [...publicIpFields(admission.draft.spec), ...securityGroupFields(admission.draft.spec)].flatMap(
    ({ pointer }): Fault[] => {
      const target = admission.references.get(pointer)?.target;
      const key = target && urnOf(target);
      if (key === undefined) return [];
      if (seen.has(key)) return [{ pointer, message: `'${key}' is named twice` }];
      seen.add(key);
      return [];
    },
  );
}

/** The instance that uses the NIC, with the public IPs that it would get through all of its NICs. */
async function nicSituation(admission: Admission<'nic'>): Promise<Partial<WriteSituation>> {
  const { manager, draft } = admission;
  const own = publicIpFields(draft.spec).flatMap(({ pointer }) => {
    const publicIp = referencedResource(admission, pointer, 'public-ip');
    return publicIp ? [{ pointer, publicIp }] : [];
  });
  const users = admission.existing ? await findReferrers(manager, draft, ['instance']) : [];
  const user = users.find((each) => each.kind === 'instance' && each.deletedAt === undefined);
  if (user?.kind !== 'instance') return { publicIps: own };
  const pointers = nicFields(user.spec).map(({ pointer }) => pointer);
  const targets = await findTargets(manager, user.uid);
  const others: PublicIpSituation[] = [];
  for (const pointer of pointers) {
    const nic = targets.get(pointer);
    if (nic?.kind !== 'nic' || nic.uid === draft.uid) continue;
    others.push(...(await publicIpsOf(manager, nic, '/spec/publicIpRefs')));
  }
  return { user, publicIps: [...others, ...own] };
}

function changeFaults(admission: Admission<'nic'>): Fault[] {
  const { existing } = admission;
  const faults: Fault[] = [];
  if (existing?.spec.skuRef && isTargetChanged(admission, '/spec/skuRef')) {
    faults.push({ pointer: '/spec/skuRef', message: 'the SKU of a NIC cannot be changed once it is set' });
  }
  if (existing?.status.macAddress && isTargetChanged(admission, '/spec/subnetRef')) {
    faults.push({ pointer: '/spec/subnetRef', message: 'a NIC in use cannot move to another subnet' });
  }
  return faults;
}

async function arrangeNic(admission: Admission<'nic'>): Promise<Arrangement<'nic'>> {
  const { details, waitsFor } = await arrangeAddresses(admission);
  if (waitsFor) return { details, waitsFor };
  const { refs, taken } = await associatePublicIps(admission);
  if (taken !== undefined) {
    return { details, waitsFor: { reason: 'PublicIpTaken', message: `Waiting: ${taken.message}` } };
  }
  const missing = missingPublicIps(admission.draft, (pointer) => admission.references.get(pointer)?.resource);
  return {
    details: { ...details, ...(refs.length > 0 ? { publicIpRefs: refs } : {}) },
    ...(missing === undefined ? {} : { note: missing }),
  };
}

async function arrangeAddresses(admission: Admission<'nic'>): Promise<Arrangement<'nic'>> {
  const { manager, draft, existing, settings, providerRules } = admission;
  const subnet = subnetOf(admission);
  const kept = existing?.status.macAddress ? { macAddress: existing.status.macAddress } : {};
  if (!subnet) return { details: { addresses: [], ...kept } };
  const range = subnet.status.cidr?.ipv4 ? ipv4Range(subnet.status.cidr.ipv4) : undefined;
  if (!range || !(await holdsSubnetRange(manager, subnet.uid))) {
    const message = `Waiting: subnet '${subnet.name}' has no range of its own yet`;
    return { details: { addresses: [], ...kept }, waitsFor: { reason: 'SubnetWaits', message } };
  }
  const network = await getResourceRow(manager, networkIdentityOf(subnet));
  const claim: AddressClaim = {
    networkUid: network.uid,
    subnetUid: subnet.uid,
    ownerUid: draft.uid,
    role: 'nic',
  };
  const reserved = providerRules.reservedAddresses(network.status.cidr.ipv4 ?? range.text);

  const wanted = keptChoices(admission);
  await releaseAddresses(manager, draft.uid, wanted);
  const addresses: string[] = [];
  for (const [index, asked] of wanted.entries()) {
    const pointer = `/spec/addresses/${index}`;
    if (asksForAnyAddress(asked)) {
      const free = await claimAnyAddress(manager, claim, range, reserved, 'lowest');
      if (free === undefined) {
        throw new ValidationError([{ pointer, message: `subnet '${subnet.name}' has no free address left` }]);
      }
      addresses.push(free);
      continue;
    }
    if (reserved.includes(asked)) {
      throw new ValidationError([{ pointer, message: `the address ${asked} is reserved in every network` }]);
    }
    const holder = await claimAddress(manager, claim, asked);
    if (holder === undefined) {
      addresses.push(asked);
      continue;
    }
    const owner = await findResourceByUid(manager, holder.ownerUid);
    const message =
      holder.role === 'nic'
        ? `the address ${asked} is held by NIC '${owner?.name}'`
        : `the address ${asked} is held by the NAT gateway of internet gateway '${owner?.name}'`;
    if (settings.compatibility === 'spec' || holder.role !== 'nic') {
      throw new ValidationError([{ pointer, message }]);
    }
    await releaseAddresses(manager, draft.uid);
    return {
      details: { addresses: [], ...kept },
      waitsFor: { reason: 'AddressTaken', message: `Waiting: ${message}` },
    };
  }
  return { details: { addresses, ...kept } };
}

/** What to claim: where the client leaves the choice to us and we have chosen before, the choice stays. */
function keptChoices(admission: Admission<'nic'>): string[] {
  const { draft, existing } = admission;
  if (!existing || isTargetChanged(admission, '/spec/subnetRef')) return draft.spec.addresses;
  return draft.spec.addresses.map((address, index) => {
    const before = existing.spec.addresses[index];
    if (!asksForAnyAddress(address) || before === undefined || !asksForAnyAddress(before)) return address;
    return existing.status.addresses[index] ?? address;
  });
}
