import { createHash } from 'node:crypto';

const OPENSSH =
  /^(ssh-rsa|ssh-ed25519|ssh-dss|ecdsa-sha2-nistp(?:256|384|521)|sk-[\w@.-]+) ([A-Za-z0-9+/]+={0,2})(?: .*)?$/;

/**
 * MD5 of the key's bytes in hex pairs with colons, or undefined when the text is no OpenSSH public key.
 * Source: API description, `POST /ssh_keys`.
 */
export function fingerprintOf(publicKey: string): string | undefined {
  const match = OPENSSH.exec(publicKey.trim());
  const [, algorithm = '', encoded = ''] = match ?? [];
  const blob = Buffer.from(encoded, 'base64');
  // The blob opens with the length and the name of the algorithm.
  if (blob.length < 4 || blob.subarray(4, 4 + blob.readUInt32BE(0)).toString() !== algorithm)
    return undefined;
  const digest = createHash('md5').update(blob).digest('hex');
  return digest.match(/../g)?.join(':');
}
