import { z } from 'zod';
import { architectureSchema, deprecationSchema, idSchema, openEnum } from './primitives.js';

/** Source: API description, `GET /isos`; also the `iso` of a server. */
export const isoSchema = z.object({
  id: idSchema,
  name: z.string().nullable(),
  description: z.string(),
  type: openEnum(['public', 'private']).nullable(),
  deprecation: deprecationSchema.nullable(),
  architecture: architectureSchema.nullable(),
});
export type Iso = z.infer<typeof isoSchema>;
