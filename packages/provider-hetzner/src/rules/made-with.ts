import { createHash } from 'node:crypto';
import type { InstanceSpec } from '@seca-hetzner/domain';
import { sshKeyName } from './ssh-key-name.js';

/** What is kept of the making of a server, since it cannot be read back. */
export interface ServerMadeWith {
  /** Digest of the user data. */
  userData: string;
  /** Digest of the SSH keys; absent when none were named. */
  sshKeys?: string;
  /** Set when the user data is the user's alone. */
  isWithoutBootstrap?: true;
  /** Set once an instance that ran has left its disk: from then on the machine is never thrown away lightly. */
  isDiskKept?: true;
}

/** What a server of this spec is made with. */
export function madeWithOf({ userData, sshKeys = [] }: InstanceSpec): ServerMadeWith {
  const keys = sshKeys.map(sshKeyName).toSorted();
  return {
    userData: userDataDigest(userData),
    ...(keys.length > 0 ? { sshKeys: userDataDigest(keys.join('\n')) } : {}),
  };
}

/** Whether a server was made with what the spec asks for. */
export function isMadeAs(madeWith: ServerMadeWith, spec: InstanceSpec): boolean {
  const wanted = madeWithOf(spec);
  return madeWith.userData === wanted.userData && madeWith.sshKeys === wanted.sshKeys;
}

/** Tells two user data apart without keeping them; the bootstrap around it is ours and may change. */
export function userDataDigest(userData: string | undefined): string {
  return createHash('sha256')
    .update(userData ?? '')
    .digest('hex')
    .slice(0, 16);
}
