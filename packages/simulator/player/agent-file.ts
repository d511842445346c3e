import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const agentFile = z.object({
  id: z.string(),
  gatewayUid: z.string(),
  networkUid: z.string(),
  url: z.url({ protocol: /^https$/ }),
  caCertificate: z.string(),
  identity: z.string(),
  signingKeys: z.array(z.object({ id: z.string(), publicKey: z.string() })),
  networkRange: z.string(),
  privateAddress: z.string(),
  aliasAddress: z.string(),
});

/** `/etc/nat-agent/agent.json` of a NAT VM, and the prefixes that its rules were made with. */
export interface AgentSettings extends z.infer<typeof agentFile> {
  readonly bakedPrefixes: readonly string[];
}

const AGENT_FILE = /^put \d+ \/etc\/nat-agent\/agent\.json <<'(\w+)'\n([^]*?)\n\1$/m;
const ALLOWED_FILE = /^put \d+ \/etc\/nat-gateway\/allowed\.nft <<'(\w+)'\n([^]*?)\n\1$/m;
const ELEMENTS = /\{([^}]*)\}/;
const BASE64 = /^[\w+/\s]+={0,2}\s*$/;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/**
 * What user data tells the agent of its machine; undefined when it is not that of a NAT VM with an agent. It may be
 * given as base64 of its gzip, as cloud-init takes it.
 */
export function readAgentSettings(userData: string): AgentSettings | undefined {
  const text = plainTextOf(userData);
  const [, , json] = AGENT_FILE.exec(text) ?? [];
  if (json === undefined) return undefined;
  const [, , allowed = ''] = ALLOWED_FILE.exec(text) ?? [];
  const [, elements = ''] = ELEMENTS.exec(allowed) ?? [];
  const bakedPrefixes = elements.split(',').map((prefix) => prefix.trim());
  return {
    ...agentFile.parse(JSON.parse(json)),
    bakedPrefixes: bakedPrefixes.filter((prefix) => prefix !== ''),
  };
}

function plainTextOf(userData: string): string {
  if (!BASE64.test(userData)) return userData;
  const bytes = Buffer.from(userData, 'base64');
  return bytes.subarray(0, 2).equals(GZIP_MAGIC) ? gunzipSync(bytes).toString('utf8') : userData;
}
