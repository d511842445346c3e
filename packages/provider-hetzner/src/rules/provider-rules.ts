import {
  START_ON_CREATE,
  ipv4Range,
  ipv4Text,
  overlaps,
  type Draft,
  type Fault,
  type InstanceSpec,
  type Kind,
  type NicSituation,
  type ProviderRules,
  type Resource,
  type SecurityGroupRuleSpec,
  type WriteSituation,
} from '@seca-hetzner/domain';
import type { RegionData, ServerTypeData } from './catalogue-data.js';
import { expectedCalls } from './expected-calls.js';
import { madeWithOf, type ServerMadeWith } from './made-with.js';
import { groupFaults as placementFaults, skuChangeFaults } from './placement-faults.js';
import { monthlyPrice } from './prices.js';
import { nicPublicFaults, nicRemark, publicIpFaults, publicIpsFaults } from './public-ip-rules.js';
import { GROUP_REMARK, groupFaults, ruleFaults } from './security-group-rules.js';
import type { ServerSighting } from './sightings.js';
import { sshKeysFaults } from './ssh-keys.js';
import {
  blockStorageFaults,
  bootImageFaults,
  dataVolumesFaults,
  diskFault,
  imageFaults,
} from './storage-faults.js';
import { userDataFault } from './user-data.js';
import { ZONE_EXTENSION, locationOf } from './zones.js';

/** Source: Hetzner Cloud API, "Networks": the smallest range, and the address of the public gateway. */
const MAX_NETWORK_PREFIX = 24;
const MAX_SUBNET_PREFIX = 30;
const PUBLIC_GATEWAY = '172.31.1.1';

/** Source: Hetzner Cloud API, "Servers": a server is in three networks at most. */
const MAX_NETWORKS_PER_SERVER = 3;

/** Source: Hetzner Cloud API, "Server actions", change_alias_ips. */
const MAX_ALIASES = 5;

/** What Hetzner can never make true, known before anything happens. */
export const hetznerRules: ProviderRules = {
  provider: 'hetzner',
  admissionFaults: (draft, situation) => [...extensionFaults(draft), ...specFaults(draft, situation)],
  settlesAtOnce(kind: Kind, isUsed: boolean, extensions) {
    switch (kind) {
      case 'workspace':
      case 'internet-gateway':
      case 'security-group-rule':
      case 'role':
      case 'role-assignment':
        return true;
      case 'nic':
      case 'security-group':
      case 'routing-table':
        return !isUsed;
      case 'block-storage':
        return !isUsed && extensions?.[ZONE_EXTENSION] === undefined;
      case 'network':
      case 'subnet':
      case 'public-ip':
      case 'instance':
      case 'image':
        return false;
    }
  },
  remark: (draft, situation) =>
    draft.kind === 'nic' ? nicRemark(situation) : draft.kind === 'security-group' ? GROUP_REMARK : undefined,
  zoneExtension: ZONE_EXTENSION,
  monthlyPrice,
  expectedCalls,
  capacityWarning(sku, region, zone) {
    const { serverType, availableIn } = sku.providerData as ServerTypeData;
    const location = locationOf(region, zone) ?? '';
    if (availableIn.includes(location)) return undefined;
    return `server type ${serverType} could not be had in ${location} when the catalogue was last read`;
  },
  reservedAddresses(networkRange) {
    const range = ipv4Range(networkRange);
    return range ? [ipv4Text(range.first + 1), PUBLIC_GATEWAY] : [PUBLIC_GATEWAY];
  },
};

/** Settings that are understood, by kind; any other key is refused rather than ignored. */
const EXTENSIONS: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  'public-ip': [ZONE_EXTENSION],
  'block-storage': [ZONE_EXTENSION],
  instance: [START_ON_CREATE],
};

function extensionFaults({ kind, extensions }: Draft): Fault[] {
  const known = EXTENSIONS[kind] ?? [];
  return Object.keys(extensions ?? {})
    .filter((key) => !known.includes(key))
    .map((key) => ({
      pointer: '/extensions',
      message: `the extension '${key}' is not one that a ${kind} takes here`,
    }));
}

function specFaults(draft: Draft, situation: WriteSituation): Fault[] {
  switch (draft.kind) {
    case 'network':
      return networkFaults(draft as Resource<'network'>);
    case 'subnet':
      return subnetFaults(draft as Resource<'subnet'>);
    case 'nic':
      return [
        ...nicFaults(draft as Resource<'nic'>),
        ...nicPublicFaults(draft as Resource<'nic'>, situation),
      ];
    case 'public-ip':
      return publicIpFaults(draft, situation);
    case 'security-group':
      return groupFaults(draft as Resource<'security-group'>, situation);
    case 'security-group-rule':
      return ruleFaults(draft.spec as SecurityGroupRuleSpec, '/spec');
    case 'block-storage':
      return blockStorageFaults(draft as Resource<'block-storage'>, situation);
    case 'image':
      return imageFaults(situation);
    case 'instance':
      return instanceFaults(draft as Resource<'instance'>, situation);
    case 'workspace':
    case 'internet-gateway':
    case 'routing-table':
    case 'role':
    case 'role-assignment':
      return [];
  }
}

function networkFaults({ spec }: Resource<'network'>): Fault[] {
  const faults = ipv4OnlyFaults(spec.cidr.ipv6, '/spec/cidr');
  const range = spec.cidr.ipv4 === undefined ? undefined : ipv4Range(spec.cidr.ipv4);
  if (range && range.prefixLength > MAX_NETWORK_PREFIX) {
    const message = `a network at Hetzner has a /${MAX_NETWORK_PREFIX} at least, ${range.text} is smaller`;
    faults.push({ pointer: '/spec/cidr/ipv4', message });
  }
  if (spec.additionalCidrs?.length) {
    faults.push({
      pointer: '/spec/additionalCidrs',
      message: 'a network at Hetzner has one range and no additional ones',
    });
  }
  return faults;
}

function subnetFaults({ spec }: Resource<'subnet'>): Fault[] {
  const faults = ipv4OnlyFaults(spec.cidr.ipv6, '/spec/cidr');
  const range = spec.cidr.ipv4 === undefined ? undefined : ipv4Range(spec.cidr.ipv4);
  if (range && range.prefixLength > MAX_SUBNET_PREFIX) {
    const message = `a subnet at Hetzner has a /${MAX_SUBNET_PREFIX} at least, ${range.text} is smaller`;
    faults.push({ pointer: '/spec/cidr/ipv4', message });
  }
  return faults;
}

function ipv4OnlyFaults(ipv6: string | undefined, pointer: string): Fault[] {
  if (ipv6 === undefined) return [];
  return [{ pointer: `${pointer}/ipv6`, message: 'networks at Hetzner have no IPv6' }];
}

function nicFaults({ spec }: Resource<'nic'>): Fault[] {
  const faults = spec.addresses.flatMap((address, index): Fault[] =>
    address.includes(':')
      ? [{ pointer: `/spec/addresses/${index}`, message: 'networks at Hetzner have no IPv6' }]
      : [],
  );
  if (spec.addresses.length > MAX_ALIASES + 1) {
    const message = `a server at Hetzner has ${MAX_ALIASES + 1} addresses per network at most`;
    faults.push({ pointer: '/spec/addresses', message });
  }
  return faults;
}

function instanceFaults({ spec }: Resource<'instance'>, situation: WriteSituation): Fault[] {
  return [
    ...userDataFaults(spec, situation),
    ...diskFaults(situation),
    ...keptDiskFaults(spec, situation),
    ...nicsFaults(situation.nics ?? []),
    ...publicIpsFaults(spec.zone, situation),
    ...bootImageFaults(situation),
    ...skuChangeFaults(situation),
    ...dataVolumesFaults(spec, situation),
    ...placementFaults(spec, situation),
    ...sshKeysFaults(spec, situation),
  ];
}

function userDataFaults(spec: InstanceSpec, { existing }: WriteSituation): Fault[] {
  const fault = userDataFault(spec.userData);
  if (fault !== undefined) return [{ pointer: '/spec/userData', message: fault }];
  if (existing?.kind !== 'instance' || existing.desiredPowerAt === undefined) return [];
  if (existing.spec.userData === spec.userData) return [];
  const message =
    'user data is read at the first boot, so it cannot be changed once the instance was started';
  return [{ pointer: '/spec/userData', message }];
}

/** The boot volume is the root disk, whose size comes with the server type. */
function diskFaults({ sku, bootVolume }: WriteSituation): Fault[] {
  if (sku?.kind !== 'instance-sku' || !bootVolume) return [];
  return diskFault('/spec/bootVolume/deviceRef', bootVolume.name, bootVolume.spec.sizeGB, sku);
}

/** A disk that an earlier instance has left cannot move, and boots with the user data that its machine was made with. */
function keptDiskFaults(spec: InstanceSpec, { bindings = [], region }: WriteSituation): Fault[] {
  const disk = bindings.find(({ madeWith }) => (madeWith as ServerMadeWith | null)?.isDiskKept);
  if (!disk) return [];
  const faults: Fault[] = [];
  const { location } = (disk.observed ?? {}) as Partial<ServerSighting>;
  const { locations } = region.providerData as RegionData;
  if (location !== undefined && location !== locations[spec.zone]) {
    const message = `the boot volume holds a disk that lies in location '${location}' and cannot move to zone '${spec.zone}'`;
    faults.push({ pointer: '/spec/zone', message });
  }
  const [made, wanted] = [disk.madeWith as ServerMadeWith, madeWithOf(spec)];
  if (made.sshKeys !== wanted.sshKeys) {
    const message =
      'the boot volume holds a disk that has booted with other SSH keys, which would not be read again';
    faults.push({ pointer: '/spec/sshKeys', message });
  }
  if (made.userData !== wanted.userData) {
    const message =
      'the boot volume holds a disk that has booted with other user data, which would not be read again';
    faults.push({ pointer: '/spec/userData', message });
  }
  return faults;
}

function nicsFaults(nics: readonly NicSituation[]): Fault[] {
  const faults: Fault[] = [];
  for (const [index, { pointer, nic, network }] of nics.entries()) {
    if (index >= MAX_NETWORKS_PER_SERVER) {
      faults.push({
        pointer,
        message: `a server at Hetzner is in ${MAX_NETWORKS_PER_SERVER} networks at most`,
      });
    }
    for (const earlier of nics.slice(0, index)) {
      const both = `NICs '${earlier.nic.name}' and '${nic.name}'`;
      if (network && earlier.network?.uid === network.uid) {
        faults.push({
          pointer,
          message: `${both} lie in network '${network.name}'; a server has one NIC per network`,
        });
      } else if (network && earlier.network && haveOverlap(network, earlier.network)) {
        const message = `${both} lie in networks '${earlier.network.name}' and '${network.name}', whose ranges overlap`;
        faults.push({ pointer, message });
      }
    }
  }
  return faults;
}

function haveOverlap(left: Resource<'network'>, right: Resource<'network'>): boolean {
  const [one, other] = [left, right].map(({ status }) =>
    status.cidr.ipv4 ? ipv4Range(status.cidr.ipv4) : undefined,
  );
  return one !== undefined && other !== undefined && overlaps(one, other);
}
