import { generateKeyPairSync } from 'node:crypto';

/** A new Ed25519 key in OpenSSH format; nobody keeps its private half. Source: RFC 8709, section 4. */
export function anSshPublicKey(): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const type = Buffer.from('ssh-ed25519');
  const blob = Buffer.concat([lengthOf(type), type, lengthOf(point), point]);
  return `ssh-ed25519 ${blob.toString('base64')}`;
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}
