import type { EntityManager } from 'typeorm';
import type { Fault } from '../errors.js';
import type { PublicIpSituation } from '../provider/provider-rules.js';
import { isSameIdentity } from '../resource/identity.js';
import { referencedResource, type Admission } from '../resource/kind-rules.js';
import { parseReference, type Reference } from '../resource/references.js';
import { findReferrers, findTargets, lockResources } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { publicIpFields } from './nic.js';

/** Under the strict setting a public IP is refused to a second NIC, unless the first is on its way out. */
export async function takenFaults(admission: Admission<'nic'>): Promise<Fault[]> {
  if (admission.settings.compatibility === 'suite') return [];
  const { taken } = await associatePublicIps(admission);
  if (!taken || taken.holder.deletedAt !== undefined) return [];
  return [{ pointer: taken.pointer, message: taken.message }];
}

interface Association {
  /** The public IPs that are the NIC's: all that it names and that exist, or none. */
  refs: Reference[];
  taken?: { pointer: string; holder: Resource<'nic'>; message: string };
}

/** Whether the NIC can have the public IPs that it names; `taken` tells of another NIC that has one of them. */
export async function associatePublicIps(admission: Admission<'nic'>): Promise<Association> {
  const { manager, draft } = admission;
  const refs: Reference[] = [];
  const named = publicIpFields(draft.spec).flatMap(({ pointer, reference }) => {
    const publicIp = referencedResource(admission, pointer, 'public-ip');
    return publicIp ? [{ pointer, reference, publicIp }] : [];
  });
  // Locked, so that two NICs cannot take the same one at the same time.
  await lockResources(
    manager,
    named.map(({ publicIp }) => publicIp),
    'no-key-update',
  );
  for (const { pointer, reference, publicIp } of named) {
    const holder = await holderOf(manager, publicIp, draft.uid);
    if (holder) {
      const message = `public IP '${publicIp.name}' is the one of NIC '${holder.name}'`;
      return { refs: [], taken: { pointer, holder, message } };
    }
    refs.push(reference);
  }
  return { refs };
}

async function holderOf(
  manager: EntityManager,
  publicIp: Resource<'public-ip'>,
  nicUid: string,
): Promise<Resource<'nic'> | undefined> {
  const users = await findReferrers(manager, publicIp, ['nic']);
  return users.find(
    (user): user is Resource<'nic'> =>
      user.kind === 'nic' && user.uid !== nicUid && hasPublicIp(user, publicIp),
  );
}

/** Whether the public IP is the NIC's, not merely asked for by it. */
export function hasPublicIp(nic: Resource<'nic'>, publicIp: Resource<'public-ip'>): boolean {
  return (nic.status.publicIpRefs ?? []).some((reference) => {
    const parsed = parseReference({ pointer: '', reference, expects: ['public-ip'] }, nic);
    return (
      'kind' in parsed &&
      isSameIdentity({ ...parsed, workspace: parsed.workspace ?? '', network: '' }, publicIp)
    );
  });
}

/** The public IPs that a NIC names, as far as they exist and are its own. `pointer` is the one to blame for them. */
export async function publicIpsOf(
  manager: EntityManager,
  nic: Resource<'nic'>,
  pointer: string,
): Promise<PublicIpSituation[]> {
  const targets = await findTargets(manager, nic.uid);
  return publicIpFields(nic.spec).flatMap((field) => {
    const publicIp = targets.get(field.pointer);
    return publicIp?.kind === 'public-ip' && hasPublicIp(nic, publicIp) ? [{ pointer, publicIp }] : [];
  });
}

/** Which of the public IPs that a NIC names do not exist (yet), for people; `undefined` when all do. */
export function missingPublicIps(
  nic: Pick<Resource<'nic'>, 'spec'>,
  find: (pointer: string) => Resource | undefined,
): string | undefined {
  const missing = publicIpFields(nic.spec).filter(({ pointer }) => !find(pointer));
  if (missing.length === 0) return undefined;
  const names = missing.map(({ reference }) => `'${reference.resource}'`).join(', ');
  return `No effect yet: there is no public IP ${names}`;
}
