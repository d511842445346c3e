import { isDeepStrictEqual } from 'node:util';
import { sign } from 'node:crypto';

/** A key that agents trust: its id, and SPKI as PEM. */
export interface PublicSigningKey {
  id: string;
  publicKey: string;
}

/** What an agent is told to do. The names are those that agents read. */
export interface AgentConfiguration {
  agent: string;
  gateway: string;
  network: string;
  version: number;
  /** IPv4 prefixes whose packets may leave. */
  sourcePrefixes: string[];
  /** The keys to be trusted from now on. */
  signingKeys: PublicSigningKey[];
}

/** A configuration as agents get it. */
export interface SignedConfiguration {
  keyId: string;
  /** The configuration as JSON in UTF-8, in base64. */
  payload: string;
  /** Ed25519 over the bytes of the payload, in base64. */
  signature: string;
}

/** `privateKey` is PKCS #8 as PEM, of an Ed25519 key. */
export function signConfiguration(
  configuration: AgentConfiguration,
  key: { id: string; privateKey: string },
): SignedConfiguration {
  const payload = Buffer.from(JSON.stringify(configuration), 'utf8');
  return {
    keyId: key.id,
    payload: payload.toString('base64'),
    signature: sign(null, payload, key.privateKey).toString('base64'),
  };
}

/** What one of our own signed configurations says. */
export function configurationOf({ payload }: SignedConfiguration): AgentConfiguration {
  return JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as AgentConfiguration;
}

/** Whether a configuration tells its agent to trust these keys and no others. */
export function namesExactly(
  signed: SignedConfiguration,
  keys: readonly Pick<PublicSigningKey, 'id'>[],
): boolean {
  const named = configurationOf(signed).signingKeys.map(({ id }) => id);
  return isDeepStrictEqual(
    named,
    keys.map(({ id }) => id),
  );
}
