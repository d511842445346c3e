import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface EncryptedToken {
  ciphertext: Buffer;
  /** Which key it was made with; the first 16 hex digits of the key's SHA-256. */
  keyId: string;
}

/** Encrypts tokens and private keys at rest. Only processes that need one of them are given the key. */
export interface TokenCipher {
  /** `ownerId` is the id of what the secret belongs to: the connection, or the key itself. */
  encrypt(ownerId: string, secret: string): EncryptedToken;
  /** Throws when the secret was encrypted with another key, for another owner, or was altered. */
  decrypt(ownerId: string, encrypted: EncryptedToken): string;
}

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with the owner's id as additional data, so that a ciphertext cannot be moved to another
 * owner. Layout: nonce, tag, ciphertext. `key` is 32 bytes in base64.
 */
export function createTokenCipher(key: string): TokenCipher {
  const secret = Buffer.from(key, 'base64');
  if (secret.length !== KEY_BYTES)
    throw new Error(`the token encryption key must be ${KEY_BYTES} bytes in base64`);
  const keyId = createHash('sha256').update(secret).digest('hex').slice(0, 16);
  return {
    encrypt(ownerId, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, secret, nonce).setAAD(Buffer.from(ownerId));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return { ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), body]), keyId };
    },
    decrypt(ownerId, { ciphertext, keyId: usedKeyId }) {
      if (usedKeyId !== keyId) {
        throw new Error(`the secret of ${ownerId} was encrypted with key ${usedKeyId}, not ${keyId}`);
      }
      const nonce = ciphertext.subarray(0, NONCE_BYTES);
      const tag = ciphertext.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, secret, nonce)
        .setAAD(Buffer.from(ownerId))
        .setAuthTag(tag);
      return (
        decipher.update(ciphertext.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') +
        decipher.final('utf8')
      );
    },
  };
}
