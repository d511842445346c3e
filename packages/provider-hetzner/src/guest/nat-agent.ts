import { createPublicKey, X509Certificate } from 'node:crypto';

/** What a NAT VM's agent is made with. */
export interface NatAgent {
  readonly id: string;
  readonly gatewayUid: string;
  readonly networkUid: string;
  /** Where the control plane takes agents' calls, such as `https://agents.example.org:4010`. */
  readonly url: string;
  /** The only authority whose certificate the agent takes for the control plane's, in PEM. */
  readonly caCertificate: string;
  /** Good for one registration: 32 random bytes in base64url. */
  readonly identity: string;
  /** Whose configurations it takes: Ed25519 keys, in PEM as SubjectPublicKeyInfo. */
  readonly signingKeys: readonly NatAgentSigningKey[];
}

export interface NatAgentSigningKey {
  readonly id: string;
  readonly publicKey: string;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const KEY_ID = /^[\w.:-]{1,100}$/;
const IDENTITY = /^[\w-]{43}$/;

/** What the agent reads, checked and in one order and spelling. Throws `RangeError` naming what is wrong. */
export function agentFileOf(agent: NatAgent): NatAgent {
  if (agent.signingKeys.length === 0) throw new RangeError('an agent needs a signing key');
  return {
    id: matching(UUID, agent.id, 'agent id'),
    gatewayUid: matching(UUID, agent.gatewayUid, 'gateway uid'),
    networkUid: matching(UUID, agent.networkUid, 'network uid'),
    url: urlOf(agent.url),
    caCertificate: certificateOf(agent.caCertificate),
    // Not shown when it is wrong: it is a secret.
    identity: matching(IDENTITY, agent.identity, 'identity', '…'),
    signingKeys: agent.signingKeys.map(({ id, publicKey }) => ({
      id: matching(KEY_ID, id, 'signing key id'),
      publicKey: ed25519KeyOf(publicKey),
    })),
  };
}

function matching(pattern: RegExp, text: string, name: string, shown: string = text): string {
  if (!pattern.test(text)) throw new RangeError(`not a valid ${name}: ${shown}`);
  return text;
}

/** As URLs are spelled. Throws `RangeError` on what is not one of https with a host, port and path alone. */
export function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' && !url.username && !url.password && !url.search && !url.hash) {
    return url.href;
  }
  throw new RangeError('the URL for agents is not one of https, with a host, port and path alone');
}

function certificateOf(pem: string): string {
  try {
    return new X509Certificate(pem).toString();
  } catch (cause) {
    throw new RangeError('the authority is not a certificate in PEM', { cause });
  }
}

function ed25519KeyOf(pem: string): string {
  // From a private key a public one would be made, too.
  if (/PRIVATE KEY/.test(pem)) throw new RangeError('a signing key is to be public');
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch (cause) {
    throw new RangeError('a signing key is not a public key in PEM', { cause });
  }
  throw new RangeError('a signing key is not an Ed25519 key');
}
