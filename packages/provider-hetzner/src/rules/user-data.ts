import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { guestBoothook } from '../guest/guest-bootstrap.js';
import { fitUserData, USER_DATA_LIMIT_BYTES } from './fit-user-data.js';

// Every guest gets our boothook in front of its user's own data, as one MIME multipart message. The user's part
// must mean what it would mean alone, so its type is never guessed here: it is labelled as what cloud-init itself
// calls data without a type, and cloud-init then looks at how it begins, whatever forms its version knows.
// https://docs.cloud-init.io/en/latest/explanation/format.html, cloudinit/user_data.py in its source

/** What gzip may unfold to here. More could not fit again; a bomb should not fill the memory to show that. */
const UNPACKED_LIMIT_BYTES = 4 * 1024 * 1024;

/** How far cloud-init looks for the header that makes user data a MIME message. */
const MIME_SEARCH_BYTES = 4096;

export interface MergedUserData {
  /** What goes into Hetzner's `user_data`: the message, or its gzip in base64 when only that fits. */
  readonly text: string;
  /** Bytes of `text` in UTF-8. */
  readonly byteLength: number;
}

/**
 * The user's own user data unchanged behind our boothook. Takes every form that cloud-init takes at Hetzner,
 * base64 and base64 of gzip included; absent and blank are the same. The same input gives the same text.
 * Throws `RangeError` with the sentence of `userDataFault` when the result does not fit.
 */
export function mergeUserData(userData: string | undefined): MergedUserData {
  const merged = merge(userData);
  if ('fault' in merged) throw new RangeError(merged.fault);
  return merged;
}

/** Why this user data can't be given to a server, as a sentence with the sizes; `undefined` when it can. */
export function userDataFault(userData: string | undefined): string | undefined {
  const merged = merge(userData);
  return 'fault' in merged ? merged.fault : undefined;
}

function merge(userData: string | undefined): MergedUserData | { fault: string } {
  const user = userData === undefined || userData.trim() === '' ? undefined : unpack(userData);
  if (user === 'too large') {
    return { fault: `user data unpacks to more than ${UNPACKED_LIMIT_BYTES} bytes` };
  }
  const plain = multipart([boothookPart, ...(user ? [userPart(user)] : [])]);
  const { text, byteLength, plainBytes } = fitUserData(plain);
  if (byteLength <= USER_DATA_LIMIT_BYTES) return { text, byteLength };
  return {
    fault:
      `user data takes ${byteLength} bytes, compressed and with the ${Buffer.byteLength(boothookPart)} bytes ` +
      `that make a private network reach the internet; Hetzner takes ${USER_DATA_LIMIT_BYTES} (it has ` +
      `${user?.length ?? 0} bytes as given, ${plainBytes} with ours before compression)`,
  };
}

const boothookPart = [
  'Content-Type: text/cloud-boothook',
  'Content-Disposition: attachment; filename="private-egress"',
  '',
  guestBoothook,
].join('\n');

/**
 * The bytes that cloud-init would see. At Hetzner it decodes base64 without line breaks, then gzip. Broken lines
 * are joined here as well: nothing that cloud-init understands is spelled in base64's alphabet alone.
 */
function unpack(userData: string): Buffer | 'too large' {
  const joined = userData.replace(/\s+/g, '');
  const isBase64 = joined.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(joined);
  const bytes = isBase64 ? Buffer.from(joined, 'base64') : Buffer.from(userData);
  try {
    return gunzipSync(bytes, { maxOutputLength: UNPACKED_LIMIT_BYTES });
  } catch (error) {
    if (error instanceof RangeError) return 'too large';
    return bytes; // No gzip, or a broken one, which cloud-init leaves as it is too.
  }
}

function userPart(bytes: Buffer): string {
  // A message is its own part as it stands, headers and all: cloud-init walks nested messages.
  const start = bytes.subarray(0, MIME_SEARCH_BYTES).toString('latin1').toLowerCase();
  if (start.includes('mime-version:') && isUtf8(bytes)) return bytes.toString();

  const text = bytes.toString('latin1');
  const type = 'Content-Type: text/x-not-multipart';
  // Python's parser spoils what is not ASCII in a part without transfer encoding, and may take a last CR for
  // half of a line break.
  const isPlain = /^[\t\n -~]*$/.test(text);
  return isPlain
    ? `${type}\n\n${text}`
    : `${type}\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(text)}`;
}

/** Lines stay as long as they are, which every decoder reads: none of this passes a mail server. */
function quotedPrintable(latin1: string): string {
  return latin1.replace(
    /[^\t\n -<>-~]/g,
    (character) => `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** The line break before a boundary belongs to the boundary, so parts keep their last line as it is. */
function multipart(parts: readonly string[]): string {
  // No part can contain a hash of itself.
  const boundary = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    'MIME-Version: 1.0',
    '',
    ...parts.map((part) => `--${boundary}\n${part}`),
    `--${boundary}--`,
    '',
  ].join('\n');
}
