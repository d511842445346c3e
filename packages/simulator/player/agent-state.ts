import { z } from 'zod';
import { acceptedSchema } from './configuration.js';

/** What an agent keeps on its machine's disk. */
export const agentStateSchema = z.object({
  certificate: z.string(),
  privateKey: z.string(),
  /** How often it says what it sees; null before it is registered. */
  heartbeatSeconds: z.number().nullable(),
  /** The configuration in force; null while it runs on what its machine was made with. */
  configuration: acceptedSchema.nullable(),
});
export type AgentState = z.infer<typeof agentStateSchema>;
