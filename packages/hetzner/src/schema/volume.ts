import { z } from 'zod';
import { actionSchema } from './action.js';
import { locationSchema } from './location.js';
import { deleteProtectionSchema, idSchema, labelsSchema, openEnum, timestampSchema } from './primitives.js';

/** `size` is in GB. Source: API description, `GET /volumes`. */
export const volumeSchema = z.object({
  id: idSchema,
  created: timestampSchema,
  name: z.string(),
  server: idSchema.nullable(),
  location: locationSchema,
  size: z.number(),
  linux_device: z.string(),
  protection: deleteProtectionSchema,
  labels: labelsSchema,
  status: openEnum(['available', 'creating']),
  format: z.string().nullable(),
});
export type Volume = z.infer<typeof volumeSchema>;

/** Answer of `POST /volumes`; `next_actions` holds attach_volume when a server was given. */
export const volumeCreatedSchema = z.object({
  volume: volumeSchema,
  action: actionSchema,
  next_actions: z.array(actionSchema),
});
export type VolumeCreated = z.infer<typeof volumeCreatedSchema>;
