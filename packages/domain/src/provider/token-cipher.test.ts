import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTokenCipher } from './token-cipher.js';

const newKey = (): string => randomBytes(32).toString('base64');

test('a token comes back with the key and the connection it was encrypted for', () => {
  const cipher = createTokenCipher(newKey());
  expect(cipher.decrypt('a', cipher.encrypt('a', 'secret'))).toBe('secret');
});

test('the ciphertext does not show the token and is never the same twice', () => {
  const cipher = createTokenCipher(newKey());
  const [one, two] = [cipher.encrypt('a', 'secret'), cipher.encrypt('a', 'secret')];
  expect(one.ciphertext.includes('secret')).toBe(false);
  expect(one.ciphertext.equals(two.ciphertext)).toBe(false);
});

test('a ciphertext moved to another connection is refused', () => {
  const cipher = createTokenCipher(newKey());
  expect(() => cipher.decrypt('b', cipher.encrypt('a', 'secret'))).toThrow();
});

test('a ciphertext of another key is refused, naming the key it needs', () => {
  const encrypted = createTokenCipher(newKey()).encrypt('a', 'secret');
  expect(() => createTokenCipher(newKey()).decrypt('a', encrypted)).toThrow(encrypted.keyId);
});

test('an altered ciphertext is refused', () => {
  const cipher = createTokenCipher(newKey());
  const encrypted = cipher.encrypt('a', 'secret');
  const last = encrypted.ciphertext.length - 1;
  encrypted.ciphertext.writeUInt8(encrypted.ciphertext.readUInt8(last) ^ 1, last);
  expect(() => cipher.decrypt('a', encrypted)).toThrow();
});

test('a key of the wrong length is refused', () => {
  expect(() => createTokenCipher(Buffer.from('short').toString('base64'))).toThrow('32 bytes');
});
