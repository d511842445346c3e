import { gunzipSync } from 'node:zlib';

/**
 * The boothooks in user data as cloud-init would run them, first to last: alone, or parts of a MIME message, also as
 * gzip in base64. Parts with a transfer encoding are none of ours.
 */
export function boothooksOf(userData: string): string[] {
  const text = /^[A-Za-z0-9+/]+={0,2}$/.test(userData)
    ? gunzipSync(Buffer.from(userData, 'base64')).toString()
    : userData;
  const boundary = /^Content-Type: multipart\/mixed; boundary="(\w+)"$/m.exec(text)?.[1];
  const parts = boundary === undefined ? [text] : text.split(`--${boundary}`).map(bodyOfBoothook);
  return parts
    .filter((part) => part.startsWith('#cloud-boothook\n'))
    .map((part) => part.slice('#cloud-boothook\n'.length));
}

function bodyOfBoothook(part: string): string {
  return part.startsWith('\nContent-Type: text/cloud-boothook\n') ? part.slice(part.indexOf('\n\n') + 2) : '';
}
