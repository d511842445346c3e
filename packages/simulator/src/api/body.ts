import { z } from 'zod';
import { invalidFields } from './errors.js';
import { isReservedLabelKey, isLabelKey, isLabelValue } from './labels.js';

/**
 * Reads a request body; throws `invalid_input` with every fault. Unknown fields are ignored, as the API does.
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw invalidFields(
    result.error.issues.map((issue) => ({ field: issue.path.join('.') || 'body', message: issue.message })),
  );
}

/** Clients send null for what they leave out. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const MISSING = 'Missing data for required field.';

function required(expected: string) {
  return (issue: { input?: unknown }) => (issue.input === undefined ? MISSING : `Not a valid ${expected}.`);
}

export const text = z.string({ error: required('string') });
export const integer = z.int({ error: required('integer') });
export const bool = z.boolean({ error: required('boolean') });

export const name = text.refine((value) => value.trim() !== '', 'must not be empty');

export function nameUpTo(maximumLength: number) {
  return name.refine((value) => value.length <= maximumLength, 'is too long');
}

/** One of the API's enumerated values. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, {
    error: (issue) => (issue.input === undefined ? MISSING : `must be one of: ${values.join(', ')}`),
  });
}

/** An id as a number or as a numeric string, or a name. Source: hcloud-go `schema/id_or_name.go`. */
export const idOrName = z.union([z.int(), z.string().min(1)], { error: required('ID or name') });
export type IdOrName = z.infer<typeof idOrName>;

export const labels = z
  .record(z.string(), z.string(), { error: required('label map') })
  .superRefine((map, ctx) => {
    for (const [key, value] of Object.entries(map)) {
      if (!isLabelKey(key)) ctx.addIssue(`label key '${key}' is not valid`);
      else if (isReservedLabelKey(key)) ctx.addIssue(`label key '${key}' is reserved`);
      if (!isLabelValue(value)) ctx.addIssue(`label value '${value}' is not valid`);
    }
  });
