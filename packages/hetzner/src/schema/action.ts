import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.js';

/** Why an action failed. The codes are its own and wider than those of HTTP errors. */
export const actionErrorSchema = z.object({ code: z.string(), message: z.string() });
export type ActionError = z.infer<typeof actionErrorSchema>;

/** Something the action works on; `type` is for example `server` or `network`. */
export const actionResourceSchema = z.object({ id: idSchema, type: z.string() });
export type ActionResource = z.infer<typeof actionResourceSchema>;

/**
 * `progress` is a percentage. `status` is closed on purpose: a client that can't tell whether an action
 * still runs must not guess. Source: API description, "Actions".
 */
export const actionSchema = z.object({
  id: idSchema,
  command: z.string(),
  status: z.enum(['running', 'success', 'error']),
  started: timestampSchema,
  finished: timestampSchema.nullable(),
  progress: z.number(),
  resources: z.array(actionResourceSchema),
  error: actionErrorSchema.nullable(),
});
export type Action = z.infer<typeof actionSchema>;

/** Answer of the calls that start one action. */
export const actionStartedSchema = z.object({ action: actionSchema });
export type ActionStarted = z.infer<typeof actionStartedSchema>;

/** Answer of the calls that start one action per resource (firewalls), and of `GET /actions`. */
export const actionsSchema = z.object({ actions: z.array(actionSchema) });
export type Actions = z.infer<typeof actionsSchema>;
