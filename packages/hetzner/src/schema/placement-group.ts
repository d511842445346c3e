import { z } from 'zod';
import { actionSchema } from './action.js';
import { idSchema, labelsSchema, openEnum, timestampSchema } from './primitives.js';

/** Source: API description, `GET /placement_groups`. */
export const placementGroupSchema = z.object({
  id: idSchema,
  name: z.string(),
  labels: labelsSchema,
  type: openEnum(['spread']),
  created: timestampSchema,
  servers: z.array(idSchema),
});
export type PlacementGroup = z.infer<typeof placementGroupSchema>;

/** Answer of `POST /placement_groups`; `action` is null in practice. */
export const placementGroupCreatedSchema = z.object({
  placement_group: placementGroupSchema,
  action: actionSchema.nullish(),
});
export type PlacementGroupCreated = z.infer<typeof placementGroupCreatedSchema>;
