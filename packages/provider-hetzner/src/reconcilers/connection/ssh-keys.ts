import {
  findSshKeys,
  findUnitsAwaitingSshKeys,
  findWantedSshKeys,
  forgetSshKey,
  recordSshKey,
  wakeUnits,
  type EntityManager,
  type Run,
  type SshKey,
} from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { SshKey as HetznerKey } from '@seca-hetzner/hetzner/schema';
import { fingerprintOf, sshKeyName } from '../../rules/ssh-key-name.js';
import { isOurs, nameOf, ownLabels } from '../labels.js';
import type { Session } from '../session.js';

/** The SSH keys that the instances of a connection name. */
export interface UserKeysIntent {
  /** As the clients wrote them. */
  wanted: readonly string[];
  known: readonly SshKey[];
}

export type UserKeyStep = { do: 'find-user-key'; entry: string } | { do: 'drop-user-key'; key: SshKey };

export async function loadUserKeys(manager: EntityManager, connectionId: string): Promise<UserKeysIntent> {
  return {
    wanted: await findWantedSshKeys(manager, connectionId),
    known: await findSshKeys(manager, connectionId),
  };
}

/** `done`: the names of the keys that this run has seen to. */
export function planUserKeys({ wanted, known }: UserKeysIntent, done: readonly string[]): UserKeyStep[] {
  const wantedNames = new Set(wanted.map(sshKeyName));
  const haveIds = new Set(known.filter((key) => key.objectId !== null).map((key) => key.name));
  const missing = wanted.filter((entry) => !haveIds.has(sshKeyName(entry)));
  return [
    ...missing.map((entry) => ({ do: 'find-user-key' as const, entry })),
    ...known
      .filter(({ name }) => !wantedNames.has(name))
      .map((key) => ({ do: 'drop-user-key' as const, key })),
  ].filter((step) => !done.includes(nameOfStep(step)));
}

export function nameOfStep(step: UserKeyStep): string {
  return step.do === 'find-user-key' ? sshKeyName(step.entry) : step.key.name;
}

export async function applyUserKeyStep(step: UserKeyStep, session: Session, run: Run): Promise<void> {
  const connectionId = session.connection.id;
  if (step.do === 'drop-user-key') {
    await removeKey(step.key, session);
    await run.write(({ manager }) => forgetSshKey(manager, connectionId, step.key.name));
    return;
  }
  const name = sshKeyName(step.entry);
  const fingerprint = fingerprintOf(step.entry);
  if (fingerprint !== undefined) {
    const planned = { connectionId, name, objectId: null, isOwn: true };
    await run.write(({ manager }) => recordSshKey(manager, planned));
  }
  const found =
    fingerprint === undefined
      ? await keyNamed(step.entry.trim(), session)
      : await registered(step.entry.trim(), fingerprint, session);
  if (!found) return;
  const { installation } = session;
  await run.write(async (transaction) => {
    await recordSshKey(transaction.manager, {
      connectionId,
      name,
      objectId: String(found.id),
      isOwn: fingerprint !== undefined && isOurs(found.labels, installation.id, connectionId),
    });
    const units = await findUnitsAwaitingSshKeys(transaction.manager, connectionId);
    await wakeUnits(run.domain, transaction, units);
  });
}

async function keyNamed(name: string, { client }: Session): Promise<HetznerKey | undefined> {
  const [found] = await client.sshKeys.list({ name });
  return found;
}

/** One that is there already is used as it is, whoever has registered it. */
async function registered(
  publicKey: string,
  fingerprint: string,
  { client, installation, connection }: Session,
): Promise<HetznerKey> {
  const labels = ownLabels(installation.id, connection.id, 'user-key');
  try {
    const { sshKey } = await client.sshKeys.create({ name: nameOf.userKey(fingerprint), publicKey, labels });
    return sshKey;
  } catch (error) {
    if (!isHetznerError(error, 'uniqueness_error')) throw error;
    const [known] = await client.sshKeys.list({ fingerprint });
    if (!known) throw error;
    return known;
  }
}

/** Only what we have made; servers keep the keys that they were made with. */
export async function removeKey({ name, objectId, isOwn }: SshKey, session: Session): Promise<void> {
  const { client, installation, connection } = session;
  if (!isOwn) return;
  if (objectId !== null) {
    await client.sshKeys.delete(Number(objectId));
    return;
  }
  const [known] = await client.sshKeys.list({ fingerprint: name });
  if (known && isOurs(known.labels, installation.id, connection.id)) await client.sshKeys.delete(known.id);
}

/** A key that was removed behind our back is registered anew when an instance needs it. */
export async function sweepUserKeys(session: Session, run: Run): Promise<void> {
  const connectionId = session.connection.id;
  const known = await findSshKeys(run.domain.dataSource.manager, connectionId);
  if (known.length === 0) return;
  const there = new Set((await session.client.sshKeys.list()).map(({ id }) => String(id)));
  for (const { name, objectId } of known) {
    if (objectId === null || there.has(objectId)) continue;
    await run.write(({ manager }) => forgetSshKey(manager, connectionId, name));
  }
}
