import { randomBytes, webcrypto } from 'node:crypto';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const LIFETIME_YEARS = 30;
const BACKDATED_MS = 86_400_000;

/** How an agent shows who it is: a self-signed certificate and its key, as PEM. */
export interface Identity {
  readonly certificate: string;
  readonly privateKey: string;
}

/** The library takes some memory, so it is loaded when the first machine needs it. */
export async function makeIdentity(agentId: string): Promise<Identity> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const notBefore = new Date(Date.now() - BACKDATED_MS);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notBefore.getUTCFullYear() + LIFETIME_YEARS);
  const serialNumber = `40${randomBytes(15).toString('hex')}`;
  const name = `CN=${agentId}`;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { serialNumber, name, notBefore, notAfter, signingAlgorithm: ALGORITHM, keys },
    webcrypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}
