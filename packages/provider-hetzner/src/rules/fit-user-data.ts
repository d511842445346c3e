import { gzipSync } from 'node:zlib';

/** Hetzner's limit for `user_data`, 32 KiB: https://docs.hetzner.cloud/reference/cloud#servers-create-a-server */
export const USER_DATA_LIMIT_BYTES = 32_768;

export interface FittedUserData {
  /** The text itself, or its gzip in base64 when only that may fit: cloud-init at Hetzner reads both. */
  readonly text: string;
  /** Bytes of `text` in UTF-8: more than the limit when not even the packed form fits. */
  readonly byteLength: number;
  /** Bytes before compression. */
  readonly plainBytes: number;
}

/** Makes user data as small as it must be. The same input gives the same text. */
export function fitUserData(plain: string): FittedUserData {
  const plainBytes = Buffer.byteLength(plain);
  if (plainBytes <= USER_DATA_LIMIT_BYTES) return { text: plain, byteLength: plainBytes, plainBytes };
  const text = gzip(plain).toString('base64');
  return { text, byteLength: text.length, plainBytes };
}

/** Without a time, and with the same operating system in its header everywhere. */
function gzip(text: string): Buffer {
  const bytes = gzipSync(text, { level: 9 });
  bytes[9] = 255;
  return bytes;
}
