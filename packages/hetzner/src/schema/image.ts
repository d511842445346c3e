import { z } from 'zod';
import { actionSchema } from './action.js';
import {
  architectureSchema,
  deleteProtectionSchema,
  deprecationSchema,
  idSchema,
  labelsSchema,
  openEnum,
  timestampSchema,
} from './primitives.js';

/**
 * `name` is null for snapshots and backups, `image_size` (GB) while the image is being made; `disk_size`
 * (GB) is the smallest disk it fits on. Several system images share a name, one per architecture.
 * Source: API description, `GET /images`.
 */
export const imageSchema = z.object({
  id: idSchema,
  type: openEnum(['system', 'app', 'snapshot', 'backup']),
  status: openEnum(['available', 'creating', 'unavailable']),
  name: z.string().nullable(),
  description: z.string(),
  image_size: z.number().nullable(),
  disk_size: z.number(),
  created: timestampSchema,
  created_from: z.object({ id: idSchema, name: z.string() }).nullable(),
  bound_to: idSchema.nullable(),
  os_flavor: openEnum(['ubuntu', 'centos', 'debian', 'fedora', 'rocky', 'alma', 'opensuse', 'unknown']),
  os_version: z.string().nullable(),
  rapid_deploy: z.boolean().optional(),
  protection: deleteProtectionSchema,
  /** Gives way to `deprecation` (https://docs.hetzner.cloud/changelog#2026-09-08-removing-the-deprecated-field). */
  deprecated: timestampSchema.nullish(),
  deprecation: deprecationSchema.nullish(),
  deleted: timestampSchema.nullable(),
  labels: labelsSchema,
  architecture: architectureSchema,
});
export type Image = z.infer<typeof imageSchema>;

/** Answer of `POST /servers/{id}/actions/create_image`. */
export const imageCreatedSchema = z.object({ image: imageSchema, action: actionSchema });
export type ImageCreated = z.infer<typeof imageCreatedSchema>;
