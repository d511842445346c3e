import { expect, test } from 'vitest';
import { fingerprintOf } from './public-key.js';

const BLOB = 'AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH';

test('the fingerprint is the MD5 of the key, whatever its comment', () => {
  const fingerprint = fingerprintOf(`ssh-ed25519 ${BLOB} me@here`);
  expect(fingerprint).toBe('be:86:90:2b:33:7b:1a:cd:8a:9e:55:64:d7:04:f3:29');
  expect(fingerprintOf(`  ssh-ed25519 ${BLOB}\n`)).toBe(fingerprint);
});

test.each(['', 'ssh-ed25519', `ssh-rsa ${BLOB}`, `ssh-ed25519 ${BLOB.slice(0, 4)}`, 'ssh-ed25519 !!', BLOB])(
  '%s is no public key',
  (text) => expect(fingerprintOf(text)).toBeUndefined(),
);
