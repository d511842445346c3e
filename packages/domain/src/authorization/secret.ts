import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes in base64url after `prefix`: nothing that anybody could guess, so a plain hash keeps it. */
export function makeSecret(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** SHA-256 in hex: all that is stored of a secret. Looking one up by its hash takes the same time for any wrong one. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
