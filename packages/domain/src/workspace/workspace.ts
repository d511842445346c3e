import { z } from 'zod';
import type { StateHistory } from '../resource/conditions.js';

/** A workspace declares nothing of its own; what the client sends is kept. Source: SECA `WorkspaceSpec`. */
export const workspaceSpecSchema = z.record(z.string(), z.unknown());

export type WorkspaceSpec = z.output<typeof workspaceSpecSchema>;

export type WorkspaceStatus = StateHistory;
