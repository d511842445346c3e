import { z } from 'zod';

/** What hides in `details` depends on the code. Source: API description, "Errors". */
export const errorDetailsSchema = z.object({
  /** `invalid_input` (with messages), `uniqueness_error` (names only). */
  fields: z.array(z.object({ name: z.string(), messages: z.array(z.string()).optional() })).optional(),
  /** `resource_limit_exceeded` */
  limits: z.array(z.object({ name: z.string() })).optional(),
  /** `deprecated_api_endpoint`: a URL. */
  announcement: z.string().optional(),
});
export type ErrorDetails = z.infer<typeof errorDetailsSchema>;

/** Body of every 4xx and 5xx, if there is one; unreadable details do not spoil code and message. */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: errorDetailsSchema.nullish().catch(null),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
