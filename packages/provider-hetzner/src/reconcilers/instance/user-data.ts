import { createHash } from 'node:crypto';

/** Tells two user data apart without keeping them; the bootstrap around it is ours and may change. */
export function userDataDigest(userData: string | undefined): string {
  return createHash('sha256')
    .update(userData ?? '')
    .digest('hex')
    .slice(0, 16);
}
