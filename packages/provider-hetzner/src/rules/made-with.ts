import { createHash } from 'node:crypto';

/** What is kept of the making of a server, since it cannot be read back. */
export interface ServerMadeWith {
  /** Digest of the user data. */
  userData: string;
  /** Set once an instance that ran has left its disk: from then on the machine is never thrown away lightly. */
  isDiskKept?: true;
}

/** Tells two user data apart without keeping them; the bootstrap around it is ours and may change. */
export function userDataDigest(userData: string | undefined): string {
  return createHash('sha256')
    .update(userData ?? '')
    .digest('hex')
    .slice(0, 16);
}
