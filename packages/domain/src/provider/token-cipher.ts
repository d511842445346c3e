import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface EncryptedToken {
  ciphertext: Buffer;
  /** Which key it was made with; the first 16 hex digits of the key's SHA-256. */
  keyId: string;
}

/** Encrypts tokens and private keys at rest. Only processes that need one of them are given the key. */
export interface TokenCipher {
  /** The key that it encrypts with. */
  readonly keyId: string;
  /** `ownerId` is the id of what the secret belongs to: the connection, or the key itself. */
  encrypt(ownerId: string, secret: string): EncryptedToken;
  /** Throws when the secret was encrypted with a key that is not known, for another owner, or was altered. */
  decrypt(ownerId: string, encrypted: EncryptedToken): string;
}

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with the owner's id as additional data, so that a ciphertext cannot be moved to another
 * owner. Layout: nonce, tag, ciphertext. Keys are 32 bytes in base64: `key` encrypts; what `otherKeys` have
 * encrypted can be read as well, so that keys can be replaced one by one.
 */
export function createTokenCipher(key: string, otherKeys: readonly string[] = []): TokenCipher {
  const current = parsedKey(key);
  const known = new Map([current, ...otherKeys.map(parsedKey)].map((one) => [one.id, one.secret]));
  return {
    keyId: current.id,
    encrypt(ownerId, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.secret, nonce).setAAD(Buffer.from(ownerId));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return { ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), body]), keyId: current.id };
    },
    decrypt(ownerId, { ciphertext, keyId }) {
      const secret = known.get(keyId);
      if (!secret) {
        const ids = [...known.keys()].join(', ');
        throw new Error(`the secret of ${ownerId} was encrypted with key ${keyId}, not ${ids}`);
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

function parsedKey(key: string): { id: string; secret: Buffer } {
  const secret = Buffer.from(key, 'base64');
  if (secret.length !== KEY_BYTES)
    throw new Error(`the token encryption key must be ${KEY_BYTES} bytes in base64`);
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 16), secret };
}
