import {
  ensureBinding,
  forgetObject,
  recordSighting,
  removeBinding,
  type Binding,
  type BindingKey,
  type Run,
  type Sighting,
} from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type {
  Action,
  Firewall,
  Image,
  Labels,
  Network,
  PlacementGroup,
  PrimaryIp,
  Server,
  Volume,
} from '@seca-hetzner/hetzner/schema';
import { ForeignObjectError } from './failures.js';
import { isOurs, selectorOf, type Role } from './labels.js';
import type { Session } from './session.js';
import {
  firewallSighting,
  imageSighting,
  networkSighting,
  placementGroupSighting,
  primaryIpSighting,
  serverSighting,
  volumeSighting,
} from '../rules/sightings.js';

/** What every object at Hetzner has that we bind. */
export interface BoundObject {
  id: number;
  name: string;
  labels: Labels;
}

/** One type of object: how it is found, and what is kept of it when it is seen. */
export interface ObjectKind<T extends BoundObject> {
  objectType: 'network' | 'server' | 'primary_ip' | 'firewall' | 'volume' | 'image' | 'placement_group';
  find: {
    get(id: number): Promise<T | undefined>;
    list(options: { labelSelector?: string; name?: string }): Promise<T[]>;
  };
  sight(object: T): object;
  /** Whether Hetzner refuses changes for a moment after the actions of its creation are done. */
  isLockedWhenNew?: boolean;
}

export function networkKind({ client }: Session): ObjectKind<Network> {
  return { objectType: 'network', find: client.networks, sight: networkSighting };
}

export function serverKind({ client }: Session): ObjectKind<Server> {
  return { objectType: 'server', find: client.servers, sight: serverSighting, isLockedWhenNew: true };
}

export function primaryIpKind({ client }: Session): ObjectKind<PrimaryIp> {
  return { objectType: 'primary_ip', find: client.primaryIps, sight: primaryIpSighting };
}

export function volumeKind({ client }: Session): ObjectKind<Volume> {
  return { objectType: 'volume', find: client.volumes, sight: volumeSighting };
}

export function placementGroupKind({ client }: Session): ObjectKind<PlacementGroup> {
  return { objectType: 'placement_group', find: client.placementGroups, sight: placementGroupSighting };
}

/** A snapshot has no name of its own: we give it one as its description. */
export type Snapshot = Image & { name: string };

export function snapshotOf(image: Image): Snapshot {
  return { ...image, name: image.description };
}

/** One that could not be made stays listed for a while, and counts as gone. */
const isUsable = ({ status, deleted }: Image): boolean => status !== 'unavailable' && deleted === null;

export function snapshotKind({ client: { images } }: Session): ObjectKind<Snapshot> {
  return {
    objectType: 'image',
    find: {
      async get(id) {
        const image = await images.get(id);
        return image && isUsable(image) ? snapshotOf(image) : undefined;
      },
      async list({ labelSelector }) {
        const found = await images.list({ type: 'snapshot', ...(labelSelector ? { labelSelector } : {}) });
        return found.filter(isUsable).map(snapshotOf);
      },
    },
    sight: imageSighting,
  };
}

export function firewallKind({ client }: Session): ObjectKind<Firewall> {
  return { objectType: 'firewall', find: client.firewalls, sight: firewallSighting };
}

/** Whose object it is. */
export interface ObjectKey extends BindingKey {
  role: Role;
}

/**
 * Looks for the object of a binding. One whose create call was never answered is looked up by its labels; one
 * that is gone leaves its place empty.
 */
export async function observeObject<T extends BoundObject>(
  run: Run,
  { installation }: Session,
  kind: ObjectKind<T>,
  binding: Binding | undefined,
  name: string,
): Promise<T | undefined> {
  if (!binding) return undefined;
  if (binding.objectId === null) {
    const found = await kind.find.list({ labelSelector: selectorOf(installation.id, binding.resourceUid) });
    const object = found.find((each) => each.name === name);
    if (object) await noteSighting(run, kind, binding, object, 'read');
    return object;
  }
  const object = await kind.find.get(Number(binding.objectId));
  if (object) await noteSighting(run, kind, binding, object, 'read');
  else await run.write(({ manager }) => forgetObject(manager, binding, run.domain.clock.now()));
  return object;
}

export interface NewObject<T extends BoundObject> {
  kind: ObjectKind<T>;
  key: ObjectKey;
  name: string;
  /** What cannot be read back later. */
  madeWith?: object;
  create(): Promise<{ object: T; actions: readonly Action[] }>;
}

/** How much longer it stays locked, as a share of the time that it took to make; a refused call costs two. */
const LOCKED_SHARE = 1 / 8;

/**
 * Makes an object. The binding is written before the call, so that a run that is cut off here leaves word of
 * it. When the name is taken, only what carries our own label is taken over.
 */
export async function makeObject<T extends BoundObject>(
  run: Run,
  session: Session,
  { kind, key, name, madeWith, create }: NewObject<T>,
): Promise<T> {
  const binding = { ...key, connectionId: session.connection.id, objectType: kind.objectType };
  await run.write(({ manager }) => ensureBinding(manager, binding, run.domain.clock.now()));
  const { clock } = run.domain;
  const startedAtMs = clock.now().getTime();
  const { object, actions } = await create().catch((error: unknown) =>
    takeOver(error, session, kind, key.resourceUid, name),
  );
  await noteSighting(run, kind, key, object, evidenceOf(actions), madeWith && { madeWith });
  await session.wait(actions);
  if (kind.isLockedWhenNew) {
    await clock.sleep((clock.now().getTime() - startedAtMs) * LOCKED_SHARE, run.signal);
  }
  return object;
}

async function takeOver<T extends BoundObject>(
  error: unknown,
  { installation }: Session,
  { find, objectType }: ObjectKind<T>,
  resourceUid: string,
  name: string,
): Promise<{ object: T; actions: readonly Action[] }> {
  if (!isHetznerError(error, 'uniqueness_error')) throw error;
  const [namesake] = await find.list({ name });
  if (namesake && isOurs(namesake.labels, installation.id, resourceUid))
    return { object: namesake, actions: [] };
  throw new ForeignObjectError(`there is a ${objectType} '${name}' that does not carry our label`, {
    cause: error,
  });
}

/** What cannot be read back later: of a new making, or besides it. */
export type Making = Pick<Sighting, 'madeWith' | 'addedToMaking'>;

/** Changes an object, waits for it, and notes what it is by that. Returns it as it is then. */
export async function changeObject<T extends BoundObject>(
  run: Run,
  session: Session,
  kind: ObjectKind<T>,
  key: ObjectKey,
  changed: T,
  start: () => Promise<readonly Action[]>,
  making?: Making,
): Promise<T> {
  const actions = await start();
  await session.wait(actions);
  await noteSighting(run, kind, key, changed, evidenceOf(actions), making);
  return changed;
}

/** Notes what was seen of an object, and how it was learnt. */
export async function noteSighting<T extends BoundObject>(
  run: Run,
  kind: ObjectKind<T>,
  key: BindingKey,
  object: T,
  evidence: string,
  making?: Making,
): Promise<void> {
  const sighting = {
    objectId: String(object.id),
    observed: kind.sight(object),
    observedAt: run.domain.clock.now(),
    evidence,
    ...making,
  };
  await run.write(({ manager }) => recordSighting(manager, key, sighting));
}

/** Forgets the binding of an object that has been deleted. */
export async function dropBinding(run: Run, key: ObjectKey): Promise<void> {
  await run.write(({ manager }) => removeBinding(manager, key));
}

function evidenceOf(actions: readonly Action[]): string {
  return actions[0] ? `action ${actions[0].id}` : 'read';
}
