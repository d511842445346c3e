import { z } from 'zod';
import type { StateHistory } from '../resource/conditions.js';

/** What a client declares of an internet gateway. Source: SECA `InternetGatewaySpec`. */
export const internetGatewaySpecSchema = z.object({ egressOnly: z.boolean().optional() });

export type InternetGatewaySpec = z.output<typeof internetGatewaySpecSchema>;

export type InternetGatewayStatus = StateHistory;
