import {
  findConnection,
  isEatenByOthers,
  readBudget,
  recordCheck,
  recordConnectionProgress,
  replaceCatalogue,
  type ConnectionCheck,
  type ConnectionProgress,
  type Orphan,
  type ProviderConnection,
  type Reconciler,
  type Run,
  type RunEnding,
  type TokenAccess,
  type Transaction,
  type WaitStep,
} from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { PlacementGroup } from '@seca-hetzner/hetzner/schema';
import type { CatalogueFile } from '../../rules/catalogue-file.js';
import { catalogueOf } from '../../rules/catalogue.js';
import { nameOf, ownLabels } from '../labels.js';
import { MARKERS, type Session, type Sessions } from '../session.js';
import { inspectProject } from './inspect.js';
import { canWrite, claim, createMarker, epochOf, isOwnMarker, isTakenOver, strangerOf } from './marker.js';
import { findRemovable, noteOrphans, removeOrphansNow } from './orphans.js';
import {
  applyUserKeyStep,
  loadUserKeys,
  nameOfStep,
  planUserKeys,
  sweepUserKeys,
  type UserKeyStep,
  type UserKeysIntent,
} from './ssh-keys.js';
import { lookAtWaysOut, sweep } from './sweep.js';
import { leaveProject } from './unbind.js';

/** How often a connection is looked at, its offers are read, others' objects are counted, and all of ours is compared. */
const CHECK_EVERY_MS = 60_000;
const CATALOGUE_EVERY_MS = 3_600_000;
const INSPECT_EVERY_MS = 3_600_000;
const SWEEP_EVERY_MS = 300_000;
/** So that what is found is put right, too, within a minute. */
const LOOK_EVERY_MS = 45_000;

const READ_ONLY = 'a token that may write';

export interface ConnectionIntent {
  connection: ProviderConnection;
  userKeys: UserKeysIntent;
  now: Date;
}

export interface ConnectionActual {
  session: Session;
  /** The objects that mark the project as somebody's. */
  markers: readonly PlacementGroup[];
  hasSshKey: boolean;
  /** The user's keys that this run has seen to, by name. */
  doneKeys: readonly string[];
  isCatalogueFresh: boolean;
  isSwept: boolean;
  isInspected: boolean;
  /** Objects that nobody knows and that are to be removed now. */
  removable: readonly Orphan[];
  /** What the provider lets the token do, as far as it was shown. */
  access: TokenAccess | undefined;
  /** What is ours is removed and the connection gone. */
  isLeft: boolean;
}

export type ConnectionStep =
  | { do: 'create-marker' }
  | { do: 'claim-project' }
  | { do: 'try-to-write' }
  | { do: 'leave-project' }
  | { do: 'inspect-project' }
  | { do: 'remove-orphans' }
  | { do: 'register-ssh-key' }
  | { do: 'refresh-catalogue' }
  | { do: 'sweep' }
  | UserKeyStep
  | WaitStep;

export interface ConnectionOptions {
  /** Name of the system image that boots where no other is named. */
  defaultImage: string;
  /** How often the ways out are looked at; at least once a minute, like the connection itself. */
  lookEveryMs?: number | undefined;
  /** Pins what is on offer. */
  catalogueFile?: CatalogueFile | undefined;
  /** Whether each gateway has a second NAT VM. */
  hasNatStandbys?: boolean;
}

/** A project at Hetzner: whether it can be used, whose it is, what it offers, and what has become of our objects. */
export function connectionReconciler(
  sessions: Sessions,
  options: ConnectionOptions,
): Reconciler<ConnectionIntent, ConnectionActual, ConnectionStep> {
  return {
    unit: 'connection',
    load: loadConnection,
    observe: (intent, run) => observeConnection(sessions, intent, run),
    plan: planConnection,
    apply: (step, intent, actual, run) => applyConnectionStep(step, intent, actual, run, options),
    report: () => [],
    conclude: concludeConnection,
    lookAgainAfterMs: () => Math.min(CHECK_EVERY_MS, options.lookEveryMs ?? LOOK_EVERY_MS),
  };
}

async function loadConnection(run: Run): Promise<ConnectionIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const connection = await findConnection(manager, run.unit.uid);
  if (!connection) return undefined;
  const userKeys = await loadUserKeys(manager, connection.id);
  return { connection, userKeys, now: run.domain.clock.now() };
}

/** One call, which also shows whether the token is good, and with ways out up to three more; a sweep sees those anyway. */
async function observeConnection(
  sessions: Sessions,
  { connection, now }: ConnectionIntent,
  run: Run,
): Promise<ConnectionActual> {
  // Somebody waits for the outcome of a check that was asked for.
  const isAskedFor = connection.checkedRevision < connection.revision;
  const priority = isAskedFor ? 'repair' : 'background';
  const session = await sessions.open(run, connection.id, connection.id, priority);
  const isFresh = (since: Date | undefined, everyMs: number): boolean =>
    since !== undefined && now.getTime() - since.getTime() < everyMs;
  const isSwept = isFresh(connection.sweptAt, SWEEP_EVERY_MS);
  const markers = await session.client.placementGroups.list({ labelSelector: MARKERS });
  session.noteMarkers(markers);
  if (isSwept) await lookAtWaysOut(session, run);
  return {
    session,
    markers,
    doneKeys: [],
    hasSshKey: connection.sshKeyObjectId !== undefined,
    isCatalogueFresh: isFresh(connection.catalogueReadAt, CATALOGUE_EVERY_MS),
    isSwept,
    isInspected: isFresh(connection.inspectedAt, INSPECT_EVERY_MS),
    access: connection.tokenAccess === 'read-write' ? 'read-write' : undefined,
    removable: [],
    isLeft: false,
  };
}

export function planConnection(
  { connection, userKeys }: ConnectionIntent,
  actual: ConnectionActual,
): ConnectionStep[] {
  const { session, markers, hasSshKey, isCatalogueFresh, isSwept, isInspected, access } = actual;
  const stranger = strangerOf(connection, markers, session);
  // What a later copy of this installation has taken over is its to remove.
  if (connection.unbindingAt && !isTakenOver(markers, session))
    return actual.isLeft ? [] : [{ do: 'leave-project' }];
  if (stranger) return [{ do: 'wait', reason: stranger, pollAfterMs: CHECK_EVERY_MS }];
  const isWritable = connection.mode !== 'plan';
  const hasMarker = markers.some((marker) => isOwnMarker(marker, connection, session));
  const isClaimed = markers.every((marker) => epochOf(marker) === session.installation.epoch);
  const steps: ConnectionStep[] = [];
  if (isWritable && !hasMarker) steps.push({ do: 'create-marker' });
  if (isWritable && !isClaimed) steps.push({ do: 'claim-project' });
  if (isWritable && hasMarker && access === undefined) steps.push({ do: 'try-to-write' });
  if (access === 'read-only') return [{ do: 'wait', reason: READ_ONLY, pollAfterMs: CHECK_EVERY_MS }];
  if (isWritable && !hasSshKey) steps.push({ do: 'register-ssh-key' });
  if (isWritable) steps.push(...planUserKeys(userKeys, actual.doneKeys));
  if (!isCatalogueFresh) steps.push({ do: 'refresh-catalogue' });
  if (!isSwept) steps.push({ do: 'sweep' });
  if (!isInspected) steps.push({ do: 'inspect-project' });
  if (isWritable && actual.removable.length > 0) steps.push({ do: 'remove-orphans' });
  return steps;
}

async function applyConnectionStep(
  step: ConnectionStep,
  { connection, now }: ConnectionIntent,
  actual: ConnectionActual,
  run: Run,
  { defaultImage, catalogueFile, hasNatStandbys = false }: ConnectionOptions,
): Promise<ConnectionActual> {
  const { session } = actual;
  const { client } = session;
  switch (step.do) {
    case 'wait':
      return actual;
    case 'create-marker': {
      const marker = await createMarker(session);
      const progress: ConnectionProgress = marker
        ? { markerObjectId: String(marker.id), tokenAccess: 'read-write' }
        : { tokenAccess: 'read-only' };
      await run.write(({ manager }) => recordConnectionProgress(manager, connection.id, progress));
      const markers = marker ? [...actual.markers, marker] : actual.markers;
      session.noteMarkers(markers);
      return { ...actual, markers, access: progress.tokenAccess };
    }
    case 'claim-project': {
      const claimed = await Promise.all(actual.markers.map((marker) => claim(session, marker)));
      const markers = claimed.filter((marker) => marker !== undefined);
      const access = markers.length === claimed.length ? 'read-write' : 'read-only';
      await run.write(({ manager }) =>
        recordConnectionProgress(manager, connection.id, { tokenAccess: access }),
      );
      session.noteMarkers(markers);
      return { ...actual, ...(access === 'read-write' ? { markers } : {}), access };
    }
    case 'try-to-write': {
      const marker = actual.markers.find((found) => isOwnMarker(found, connection, session));
      const access = marker && (await canWrite(session, marker)) ? 'read-write' : 'read-only';
      await run.write(({ manager }) =>
        recordConnectionProgress(manager, connection.id, { tokenAccess: access }),
      );
      return { ...actual, access };
    }
    case 'leave-project':
      await leaveProject(
        session,
        actual.markers.filter((marker) => isOwnMarker(marker, connection, session)),
        run,
      );
      return { ...actual, isLeft: true };
    case 'inspect-project': {
      const { foreignObjects, ours } = await inspectProject(session);
      await noteOrphans(run, connection, ours);
      const progress = { foreignObjects, inspectedAt: now };
      await run.write(({ manager }) => recordConnectionProgress(manager, connection.id, progress));
      return { ...actual, isInspected: true, removable: await findRemovable(run, connection.id) };
    }
    case 'remove-orphans':
      await removeOrphansNow(session, run, actual.removable);
      return { ...actual, removable: [] };
    case 'register-ssh-key': {
      const progress = { sshKeyObjectId: String(await registerSshKey(session)) };
      await run.write(({ manager }) => recordConnectionProgress(manager, connection.id, progress));
      return { ...actual, hasSshKey: true };
    }
    case 'find-user-key':
    case 'drop-user-key':
      await applyUserKeyStep(step, session, run);
      return { ...actual, doneKeys: [...actual.doneKeys, nameOfStep(step)] };
    case 'refresh-catalogue': {
      const [locations, serverTypes, images, pricing] = await Promise.all([
        client.locations.list(),
        client.serverTypes.list(),
        client.images.list({ type: 'system', name: defaultImage }),
        client.pricing.get(),
      ]);
      const offers = catalogueOf(
        { locations, serverTypes, images, pricing },
        { imageName: defaultImage, file: catalogueFile },
      );
      await run.write(async ({ manager }) => {
        await replaceCatalogue(manager, connection.provider, offers, now);
        await recordConnectionProgress(manager, connection.id, { catalogueReadAt: now });
      });
      return { ...actual, isCatalogueFresh: true };
    }
    case 'sweep':
      await sweep(session, run, hasNatStandbys);
      await sweepUserKeys(session, run);
      await run.write(({ manager }) => recordConnectionProgress(manager, connection.id, { sweptAt: now }));
      return { ...actual, isSwept: true };
  }
}

/** Servers get this key so that Hetzner makes no password for them; nobody has its private half. */
async function registerSshKey({ client, installation, connection }: Session): Promise<number> {
  const name = nameOf.sshKey(installation.id);
  const labels = ownLabels(installation.id, connection.id, 'ssh-key');
  try {
    const { sshKey } = await client.sshKeys.create({ name, publicKey: installation.sshPublicKey, labels });
    return sshKey.id;
  } catch (error) {
    if (!isHetznerError(error, 'uniqueness_error')) throw error;
    const [known] = await client.sshKeys.list({ name });
    if (!known) throw error;
    return known.id;
  }
}

async function concludeConnection(
  { connection }: ConnectionIntent,
  actual: ConnectionActual | undefined,
  ending: RunEnding,
  run: Run,
  transaction: Transaction,
): Promise<void> {
  const budget = await readBudget(transaction.manager, connection.id);
  const isEaten = budget !== undefined && isEatenByOthers(budget);
  await recordCheck(run.domain, transaction, connection, checkOf(connection, actual, ending, isEaten));
}

/** A connection that cannot be used at all is in error; one that merely has trouble is degraded. */
function checkOf(
  connection: ProviderConnection,
  actual: ConnectionActual | undefined,
  ending: RunEnding,
  isEatenByOthersNow: boolean,
): ConnectionCheck {
  if (actual && strangerOf(connection, actual.markers, actual.session)) {
    return { status: 'error', statusCode: 'PROVIDER_CONFLICT', isBarred: true };
  }
  if (actual?.access === 'read-only') return { status: 'error', statusCode: 'PROVIDER_FORBIDDEN' };
  const limited: ConnectionCheck = { status: 'degraded', statusCode: 'PROVIDER_RATE_LIMITED' };
  if (ending.type !== 'failed') return isEatenByOthersNow ? limited : { status: 'connected' };
  const { code } = ending.failure;
  // Nothing was looked at, so what was found before holds.
  if (code === 'PROVIDER_RATE_LIMITED' && connection.barredCode)
    return { status: connection.status, statusCode: connection.barredCode, isBarred: true };
  const isUnusable = code === 'PROVIDER_UNAUTHORIZED' || code === 'PROVIDER_FORBIDDEN';
  // What went wrong after the first look, such as reading the offers, need not concern anybody else.
  const isBarred =
    code === 'PROVIDER_UNAUTHORIZED' || (actual === undefined && code === 'PROVIDER_UNAVAILABLE');
  return { status: isUnusable ? 'error' : 'degraded', statusCode: code, isBarred };
}
