import { z } from 'zod';
import { idSchema, labelsSchema, timestampSchema } from './primitives.js';

/** `fingerprint` is MD5, in hex pairs with colons. Source: API description, `GET /ssh_keys`. */
export const sshKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  fingerprint: z.string(),
  public_key: z.string(),
  labels: labelsSchema,
  created: timestampSchema,
});
export type SshKey = z.infer<typeof sshKeySchema>;
