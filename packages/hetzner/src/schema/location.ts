import { z } from 'zod';
import { idSchema } from './primitives.js';

/** Source: API description, `GET /locations`. */
export const locationSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  country: z.string(),
  city: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  network_zone: z.string(),
});
export type Location = z.infer<typeof locationSchema>;
