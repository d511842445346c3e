import { z } from 'zod';
import { API_VERSION, cidrSchema, nameBounds, referenceSchema } from '@seca-hetzner/domain';

/** What answers look like. Requests are described by the schemas that check them; tests check answers by these. */

const instant = z.iso.datetime();

const state = z.enum(['pending', 'creating', 'active', 'updating', 'deleting', 'error']);

export const conditionSchema = z
  .object({
    state,
    lastTransitionAt: instant,
    reason: z
      .string()
      .max(1024)
      .regex(/^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/)
      .optional(),
    message: z.string().max(32_768).optional(),
  })
  .describe('One transition of a resource, or of a part of it.');

/** State and how it came about, newest first: what every status has. */
const history = { state, conditions: z.array(conditionSchema).max(32) };

const address = z.string().min(1).max(39);

/** What the status of a kind has beside its history, by the kind's name in `metadata.kind`. */
const statusShapes: Readonly<Record<string, z.ZodRawShape>> = {
  workspace: { resourceCount: z.int().min(0) },
  network: { cidr: cidrSchema, additionalCidrs: z.array(cidrSchema).max(32).optional() },
  'internet-gateway': {},
  'routing-table': { routes: z.array(z.object(history)).max(1000) },
  subnet: { cidr: cidrSchema.optional(), routeTableRef: referenceSchema.optional() },
  nic: {
    addresses: z.array(address).max(32),
    macAddress: z.string().max(17).optional(),
    publicIpRefs: z.array(referenceSchema).max(16).optional(),
  },
  'public-ip': { ipAddress: address.optional(), attachedTo: referenceSchema.optional() },
  'security-group': { rules: z.array(z.object(history)).max(500).optional() },
  'security-group-rule': {},
  'block-storage': { sizeGB: z.int().min(1).max(1_000_000), attachedTo: referenceSchema.optional() },
  image: { sizeMB: z.int().min(1).optional() },
  instance: { powerState: z.enum(['on', 'off']), powerStateSince: instant.nullable() },
  role: {},
  'role-assignment': {},
};

/** The status of a kind; of one that is not described here only what every status has. */
export function statusSchemaOf(kind: string): z.ZodType {
  const shape = statusShapes[kind];
  return shape ? z.object({ ...history, ...shape }) : z.looseObject(history);
}

export function nameSchemaOf(kind: string): z.ZodString {
  const { pattern, maxLength } = nameBounds(kind);
  return z.string().min(1).max(maxLength).regex(new RegExp(pattern));
}

const scopeName = z.string().min(1).max(64);

/** What the metadata of everything that has a name begins with. */
function identityShape(kind: string) {
  return {
    name: nameSchemaOf(kind),
    provider: z.string().regex(/^seca\.[a-z-]+\/v1$/),
    resource: z.string(),
    verb: z.enum(['GET', 'PUT']),
    apiVersion: z.literal(API_VERSION),
    kind: z.literal(kind),
    ref: z.string(),
  };
}

const modification = {
  createdAt: instant,
  lastModifiedAt: instant,
  resourceVersion: z.int().min(1).describe('Rises by one with each accepted PUT, DELETE and action.'),
};

export interface Place {
  level: 'tenant' | 'workspace' | 'network';
  isRegional: boolean;
}

export function metadataSchemaOf(kind: string, { level, isRegional }: Place): z.ZodType {
  return z.object({
    ...identityShape(kind),
    ...modification,
    deletedAt: instant.optional().describe('Set while the resource is being deleted.'),
    tenant: scopeName,
    ...(isRegional ? { region: scopeName } : {}),
    ...(level === 'tenant' ? {} : { workspace: scopeName }),
    ...(level === 'network' ? { network: scopeName } : {}),
  });
}

export const listMetadataSchema = z
  .object({
    provider: z.string(),
    resource: z.string(),
    verb: z.literal('GET'),
    skipToken: z.string().min(1).optional().describe('Leads to the next page; absent on the last one.'),
  })
  .describe('What a list says of itself.');

const words = z.record(z.string(), z.string());

const skuSpecs: Readonly<Record<string, z.ZodType>> = {
  'instance-sku': z.object({
    vCPU: z.int().min(1).max(60),
    ram: z.int().min(1).max(65_536).describe('In GB.'),
  }),
  'storage-sku': z.object({
    iops: z.int().min(1).max(45_000),
    minVolumeSize: z.int().min(1).describe('In GB.'),
    type: z.enum(['remote-durable', 'local-durable', 'local-ephemeral']),
  }),
  'network-sku': z.object({
    bandwidth: z.int().min(1).max(800_000).describe('In Mbit/s.'),
    packets: z.int().min(1).max(200_000_000_000).describe('Per second.'),
  }),
};

export function skuSchemaOf(kind: string): z.ZodType {
  return z.object({
    labels: words,
    annotations: words,
    metadata: z.object({ ...identityShape(kind), tenant: scopeName, region: scopeName }),
    spec: skuSpecs[kind] ?? z.looseObject({}),
  });
}

export const regionSchema = z.object({
  metadata: z.object({ ...identityShape('region'), ...modification }),
  spec: z.object({
    availableZones: z.array(z.string().min(1).max(32)).min(1).max(32),
    providers: z
      .array(
        z.object({
          name: z.string().min(1).max(64),
          version: z.string().min(1).max(16),
          url: z.string().min(1).max(4000).describe('Without version.'),
        }),
      )
      .min(1)
      .max(64),
  }),
});

export const wellknownSchema = z.object({
  version: z.literal(API_VERSION),
  endpoints: z.array(z.object({ provider: z.string(), url: z.string() })),
});
