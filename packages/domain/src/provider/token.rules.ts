import type { Fault } from '../errors.js';

const MAX_LENGTH = 1_024;

/** What cannot be sent in an HTTP header. Whether a token is good is the provider's to say, not told by its look. */
export function tokenFaults(token: string): Fault[] {
  if (/^[\x21-\x7e]+$/.test(token) && token.length <= MAX_LENGTH) return [];
  const message = `a token has 1 to ${MAX_LENGTH} visible ASCII characters and no spaces`;
  return [{ pointer: '/token', message }];
}
