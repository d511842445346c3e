import {
  findSshKeys,
  wakeUnits,
  type EntityManager,
  type Resource,
  type Run,
  type WaitStep,
} from '@seca-hetzner/domain';
import { fingerprintOf, sshKeyName } from '../../rules/ssh-key-name.js';
import type { Session } from '../session.js';

/** The keys that a server is made with. */
export interface SshKeysIntent {
  /** Their ids at Hetzner. */
  ids: number[];
  /** The first that is not there, in words for people; absent when all are. */
  missing: string | undefined;
}

export type SshKeyStep = { do: 'ask-for-ssh-keys' };

/** The connection wakes us when it has them; this is for a wake-up that was lost. */
const LOOK_AGAIN_MS = 30_000;

/** The keys of a project are its connection's, since Hetzner takes each of them once only. */
export async function loadSshKeys(
  manager: EntityManager,
  { spec }: Resource<'instance'>,
  connectionId: string | undefined,
): Promise<SshKeysIntent> {
  const entries = spec.sshKeys ?? [];
  if (entries.length === 0 || connectionId === undefined) return { ids: [], missing: undefined };
  const known = new Map((await findSshKeys(manager, connectionId)).map((key) => [key.name, key]));
  const ids: number[] = [];
  let missing: string | undefined;
  for (const entry of entries) {
    const objectId = known.get(sshKeyName(entry))?.objectId;
    if (objectId != null) ids.push(Number(objectId));
    else missing ??= missingText(entry);
  }
  return { ids: [...new Set(ids)], missing };
}

function missingText(entry: string): string {
  const fingerprint = fingerprintOf(entry);
  return fingerprint === undefined
    ? `the Hetzner project has no SSH key '${entry.trim().slice(0, 64)}'`
    : `the SSH key ${fingerprint} is not registered at Hetzner yet`;
}

export function planMissingKeys(reason: string, hasAsked: boolean): (SshKeyStep | WaitStep)[] {
  return [
    ...(hasAsked ? [] : [{ do: 'ask-for-ssh-keys' } as const]),
    { do: 'wait', reason, pollAfterMs: LOOK_AGAIN_MS },
  ];
}

export async function askForSshKeys(run: Run, { connection }: Session): Promise<void> {
  await run.write((transaction) =>
    wakeUnits(run.domain, transaction, [{ type: 'connection', uid: connection.id }]),
  );
}
