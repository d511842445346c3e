import type { Fault, InstanceSpec, WriteSituation } from '@seca-hetzner/domain';
import type { ServerTypeData } from './catalogue-data.js';
import type { ServerMadeWith } from './made-with.js';
import type { ServerSighting } from './sightings.js';

/** Source: Hetzner Cloud, placement groups: no two of up to ten servers share a host. */
const MAX_SERVERS_PER_GROUP = 10;

/** A server joins or leaves a group while it is off. */
export function groupFaults(
  { antiAffinityGroup }: InstanceSpec,
  { groupMembers = 0, existing }: WriteSituation,
): Fault[] {
  const pointer = '/spec/antiAffinityGroup';
  const faults: Fault[] = [];
  if (antiAffinityGroup && groupMembers >= MAX_SERVERS_PER_GROUP) {
    const message = `a placement group at Hetzner has ${MAX_SERVERS_PER_GROUP} servers at most, and '${antiAffinityGroup}' has ${groupMembers}`;
    faults.push({ pointer, message });
  }
  if (existing?.kind !== 'instance' || existing.desiredPower !== 'on') return faults;
  if ((existing.spec.antiAffinityGroup ?? '') !== (antiAffinityGroup ?? '')) {
    const message =
      'a server at Hetzner changes its placement group only while it is off: stop the instance first';
    faults.push({ pointer, message });
  }
  return faults;
}

/** A disk that was written to keeps its architecture, and fits only types whose disk is as large. */
export function skuChangeFaults({ existing, sku, bindings = [] }: WriteSituation): Fault[] {
  const wasStarted = existing?.kind === 'instance' && existing.desiredPowerAt !== undefined;
  const held = bindings.find(
    ({ objectType, madeWith }) =>
      objectType === 'server' && (wasStarted || (madeWith as ServerMadeWith | null)?.isDiskKept),
  );
  const disk = (held?.observed ?? {}) as Partial<ServerSighting>;
  if (sku?.kind !== 'instance-sku') return [];
  const { architecture, diskGb } = sku.providerData as ServerTypeData;
  const faults: Fault[] = [];
  const refuse = (message: string): void => {
    faults.push({ pointer: '/spec/skuRef', message });
  };
  if (disk.architecture !== undefined && disk.architecture !== architecture) {
    refuse(`the disk of the instance is for ${disk.architecture}, SKU '${sku.name}' is ${architecture}`);
  }
  if (disk.diskGb !== undefined && disk.diskGb > diskGb) {
    refuse(`the disk of the instance has ${disk.diskGb} GB, SKU '${sku.name}' has a disk of ${diskGb} GB`);
  }
  return faults;
}
