import { createHash } from 'node:crypto';

/** In OpenSSH format: type, key in base64, and perhaps a comment. */
const KEY_TEXT =
  /^(ssh-[a-z0-9-]+|ecdsa-[a-z0-9-]+|sk-[a-z0-9-]+(@openssh\.com)?)\s+([A-Za-z0-9+/]+={0,2})(\s.*)?$/;

/** What every key text begins with; no name at Hetzner is taken for one. */
const KEY_TYPE = /^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+)\s/;

/**
 * What an entry of `sshKeys` is known by: the MD5 fingerprint of a key text, in hex pairs with colons as Hetzner
 * spells it, or `name:` and the name of a key that is at Hetzner already.
 */
export function sshKeyName(entry: string): string {
  const fingerprint = fingerprintOf(entry);
  return fingerprint ?? `name:${entry.trim()}`;
}

/** The fingerprint of a key text; `undefined` for anything else. */
export function fingerprintOf(entry: string): string | undefined {
  const [, , , key] = KEY_TEXT.exec(entry.trim()) ?? [];
  if (key === undefined) return undefined;
  const digest = createHash('md5').update(Buffer.from(key, 'base64')).digest('hex');
  return digest.match(/../g)?.join(':');
}

/** Whether it looks like a key and is none. */
export function isBrokenKey(entry: string): boolean {
  return KEY_TYPE.test(entry.trim()) && fingerprintOf(entry) === undefined;
}
