import { z } from 'zod';

/** An object id: an integer up to 2^53-1, so a JavaScript number holds it. Source: API description, any `id`. */
export const idSchema = z.int();

/** RFC 3339, with `Z` or an offset; kept as the API wrote it. */
export const timestampSchema = z.string();

/** Labels are always an object, empty when there are none. Source: API description, "Labels". */
export const labelsSchema = z.record(z.string(), z.string());
export type Labels = z.infer<typeof labelsSchema>;

/** A value that the API may add tomorrow; keeps the known ones apart in the type. */
type Unlisted = string & Record<never, never>;

/**
 * A string with known values that the API may extend. Unknown values pass through unchanged, so that a
 * new status or flavour breaks nobody; `===` against a known value still type-checks.
 */
export function openEnum<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.union([z.enum(values), z.string().transform((value): Unlisted => value)]);
}

export const deleteProtectionSchema = z.object({ delete: z.boolean() });
export type DeleteProtection = z.infer<typeof deleteProtectionSchema>;

/** When something was announced to go, and from when on it can't be ordered any more. */
export const deprecationSchema = z.object({
  announced: timestampSchema,
  unavailable_after: timestampSchema,
});
export type Deprecation = z.infer<typeof deprecationSchema>;

export const architectureSchema = openEnum(['x86', 'arm']);
export type Architecture = z.infer<typeof architectureSchema>;

/** One reverse DNS entry. IPv6 objects may have many, IPv4 ones have one. */
export const dnsPtrSchema = z.object({ ip: z.string(), dns_ptr: z.string() });
export type DnsPtr = z.infer<typeof dnsPtrSchema>;
