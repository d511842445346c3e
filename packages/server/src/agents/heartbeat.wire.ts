import { z } from 'zod';
import { refusalReasons, type Heartbeat } from '@seca-hetzner/domain';

const count = z.int().nonnegative();
/** What consoles show as a 32-bit number. */
const size = z.int().min(0).max(2_147_483_647);
const instant = z.iso.datetime({ offset: true });
const name = z.string().max(64);
const text = z.string().max(2_000);
/** No gateway has more source prefixes than that, and no VM more addresses. */
const prefixes = z.array(name).max(256);

/** The versions of a gateway's configurations go up by one, and are stored in 32 bits. */
const version = z.int().min(0).max(1_000_000_000);

/** A heartbeat as agents send it; what else they may say is left out. */
export const heartbeatSchema: z.ZodType<Heartbeat> = z.object({
  agent: z.uuid(),
  sentAt: instant,
  bootId: name,
  uptimeSeconds: count,
  configuration: z.object({ version, sourcePrefixes: prefixes }),
  kernel: z.object({
    isForwarding: z.boolean(),
    hasRules: z.boolean(),
    sourcePrefixes: prefixes,
    publicInterface: name.nullable(),
    privateInterface: name.nullable(),
    addresses: prefixes,
  }),
  forwarded: z.object({ bytesOut: count, bytesIn: count }),
  connections: z.object({ used: size.nullable(), max: size.nullable() }),
  drops: z.object({ metadata: count, refused: count }),
  refusals: z.object({
    count,
    last: z.object({ at: instant, reason: z.enum(refusalReasons), detail: text }).nullable(),
  }),
  lastError: text.nullable(),
  memoryBytes: count,
});
