import type { CatalogueItem, Draft, Fault, Resource, WriteSituation } from '@seca-hetzner/domain';
import { ZONE_EXTENSION, locationOf } from './zones.js';

/** Source: Hetzner Cloud API, "Firewalls", limits: so many on one server. */
const MAX_FIREWALLS_PER_SERVER = 5;

type PublicIpDraft = Pick<Draft, 'extensions'>;

/** Where a public IP lies, for good; `zones` are those of the region, the default one first. */
function publicIpZone({ extensions }: PublicIpDraft, zones: readonly string[]): string | undefined {
  return extensions?.[ZONE_EXTENSION] ?? zones[0];
}

/** The location at Hetzner in which it lies. */
export function publicIpLocation(draft: PublicIpDraft, region: CatalogueItem<'region'>): string | undefined {
  const zone = publicIpZone(draft, region.spec.availableZones);
  return zone === undefined ? undefined : locationOf(region, zone);
}

export function publicIpFaults(draft: PublicIpDraft, { existing, region }: WriteSituation): Fault[] {
  const zones = region.spec.availableZones;
  const zone = publicIpZone(draft, zones);
  if (zone !== undefined && !zones.includes(zone)) {
    return [{ pointer: '/extensions', message: `the region has no zone '${zone}' (${ZONE_EXTENSION})` }];
  }
  const before = existing && publicIpZone(existing, zones);
  if (before === undefined || before === zone) return [];
  return [{ pointer: '/extensions', message: `a public IP cannot move from zone '${before}' to '${zone}'` }];
}

/** One address per family, and all in the zone of the server. Source: Hetzner Cloud API, "Primary IPs". */
export function publicIpsFaults(zone: string, { publicIps = [], region }: WriteSituation): Fault[] {
  return publicIps.flatMap(({ pointer, publicIp }, index): Fault[] => {
    const faults: Fault[] = [];
    const { version } = publicIp.spec;
    const earlier = publicIps.slice(0, index).find((each) => each.publicIp.spec.version === version);
    if (earlier) {
      const both = `'${earlier.publicIp.name}' and '${publicIp.name}'`;
      const message = `a server at Hetzner has one ${version} address at most, public IPs ${both} are two`;
      faults.push({ pointer, message });
    }
    if (publicIpLocation(publicIp, region) !== locationOf(region, zone)) {
      const publicIpLiesIn = publicIpZone(publicIp, region.spec.availableZones);
      const message = `public IP '${publicIp.name}' lies in zone '${publicIpLiesIn}', the instance in '${zone}'`;
      faults.push({ pointer, message });
    }
    return faults;
  });
}

/** What a NIC cannot have by itself, and what the instance that uses it cannot have through it. */
export function nicPublicFaults({ spec }: Resource<'nic'>, situation: WriteSituation): Fault[] {
  const groups = spec.securityGroupRefs?.length ?? 0;
  const faults: Fault[] = situation.user ? publicIpsFaults(situation.user.spec.zone, situation) : [];
  if (spec.publicIpRefs?.length && groups > MAX_FIREWALLS_PER_SERVER) {
    const message = `a public interface at Hetzner has ${MAX_FIREWALLS_PER_SERVER} firewalls at most, the NIC names ${groups} groups`;
    faults.push({ pointer: '/spec/securityGroupRefs', message });
  }
  return faults;
}

/** Says of a NIC that no instance has yet where such an instance would have to lie. */
export function nicRemark({ user, publicIps = [], region }: WriteSituation): string | undefined {
  const zones = region.spec.availableZones;
  if (user || publicIps.length === 0) return undefined;
  return publicIps
    .map(({ publicIp }) => `Public IP '${publicIp.name}' lies in zone '${publicIpZone(publicIp, zones)}'`)
    .join('. ');
}
