import { z } from 'zod';
import { referenceSchema } from '../resource/references.js';
import type { StateHistory } from '../resource/conditions.js';

const routeSchema = z.object({
  destinationCidrBlock: z.string().min(1).max(43),
  targetRef: referenceSchema,
});

/** What a client declares of a route table. Source: SECA `RouteTableSpec`. */
export const routeTableSpecSchema = z.object({ routes: z.array(routeSchema).min(1).max(1000) });

export type RouteTableSpec = z.output<typeof routeTableSpecSchema>;
export type Route = z.output<typeof routeSchema>;

export interface RouteTableStatus extends StateHistory {
  /** Index-aligned with `spec.routes`: whether this very route is in force now. */
  routes: RouteStatus[];
}

/** `pending`: not (yet) in force; `active`: in force at the provider; `error`: cannot be put in force. */
export type RouteStatus = StateHistory;
