import { verify } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import type { AgentSettings } from './agent-file.js';

export const signedSchema = z.object({ keyId: z.string(), payload: z.string(), signature: z.string() });
export type Signed = z.infer<typeof signedSchema>;

const signingKey = z.object({ id: z.string(), publicKey: z.string() });
const MAXIMUM_PREFIXES = 200;

/** What an agent takes out of a configuration and keeps. */
export const acceptedSchema = z.object({
  version: z.int().min(1),
  sourcePrefixes: z.array(z.string()).max(MAXIMUM_PREFIXES),
  signingKeys: z.array(signingKey).min(1),
});
export type Accepted = z.infer<typeof acceptedSchema>;

const payloadSchema = acceptedSchema.extend({
  agent: z.string(),
  gateway: z.string(),
  network: z.string(),
});

export type RefusalReason = 'signature' | 'recipient' | 'version' | 'content';

/** A configuration that an agent does not take. */
export class Refusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    detail: string,
  ) {
    super(detail);
    this.name = 'Refusal';
  }
}

/**
 * What a signed configuration says, for the agent with these settings. `inForce` is the configuration that it has,
 * null while it runs on what its machine was made with. Throws `Refusal`.
 */
export function accept(signed: Signed, settings: AgentSettings, inForce: Accepted | null): Accepted {
  const payload = Buffer.from(signed.payload, 'base64');
  assertSigned(signed, payload, (inForce ?? settings).signingKeys);
  const { agent, gateway, network, ...accepted } = parsed(payload);
  if (agent !== settings.id) throw new Refusal('recipient', `it is for agent ${agent}`);
  if (gateway !== settings.gatewayUid) throw new Refusal('recipient', `it is for gateway ${gateway}`);
  if (network !== settings.networkUid) throw new Refusal('recipient', `it is for network ${network}`);
  const current = inForce?.version ?? 0;
  if (accepted.version <= current) {
    throw new Refusal('version', `version ${accepted.version} is not above ${current}`);
  }
  for (const prefix of accepted.sourcePrefixes) {
    if (!isWithin(prefix, settings.networkRange)) {
      throw new Refusal('content', `${prefix} is no IPv4 prefix in ${settings.networkRange}`);
    }
  }
  return accepted;
}

function assertSigned(
  { keyId, signature }: Signed,
  payload: Buffer,
  trusted: readonly { id: string; publicKey: string }[],
): void {
  const key = trusted.find(({ id }) => id === keyId);
  if (key === undefined) throw new Refusal('signature', `key ${keyId} is not known`);
  if (verify(null, payload, key.publicKey, Buffer.from(signature, 'base64'))) return;
  throw new Refusal('signature', `it was not signed with key ${keyId}`);
}

function parsed(payload: Buffer): z.infer<typeof payloadSchema> {
  try {
    return payloadSchema.parse(JSON.parse(payload.toString('utf8')));
  } catch (error) {
    throw new Refusal('content', error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON');
  }
}

/** Whether a prefix has empty host bits and lies in the range. */
function isWithin(prefix: string, range: string): boolean {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(prefix)) return false;
  const [address, length] = ipaddr.IPv4.parseCIDR(prefix);
  const outer = ipaddr.IPv4.parseCIDR(range);
  const isCanonical = ipaddr.IPv4.networkAddressFromCIDR(prefix).toString() === address.toString();
  return isCanonical && length >= outer[1] && address.match(outer);
}

/** Whether one of the prefixes holds the address. */
export function holdsAddress(prefixes: readonly string[], address: string): boolean {
  const ip = ipaddr.IPv4.parse(address);
  return prefixes.some((prefix) => ip.match(ipaddr.IPv4.parseCIDR(prefix)));
}
