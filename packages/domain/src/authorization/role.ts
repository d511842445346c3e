import { z } from 'zod';
import type { StateHistory } from '../resource/conditions.js';
import type { Api } from '../resource/kinds.js';

const APIS: readonly Api[] = ['region', 'authorization', 'workspace', 'compute', 'storage', 'network'];

/** The providers that a permission may speak of: with the version, or without it for any version. */
const PROVIDERS = new Set(APIS.flatMap((api) => [`seca.${api}`, `seca.${api}/v1`]));

/** SECA's own verbs, all of them at once, and the HTTP methods that clients write in their place. */
const VERBS = new Set(['get', 'list', 'put', 'delete', 'post', '*', 'patch', 'head']);

const permissionSchema = z.object({
  provider: z
    .string()
    .min(1)
    .max(64)
    .refine((provider) => PROVIDERS.has(provider), 'is not a provider of this API'),
  /** `*`, `<type>`, `<type>/*` or `<type>/<name>`. */
  resources: z.array(z.string().min(1).max(256)).min(1).max(256),
  /** A list, for all its name; kept as it is spelled, understood without regard to case. */
  verb: z
    .array(
      z
        .string()
        .min(1)
        .max(7)
        .refine((verb) => VERBS.has(verb.toLowerCase()), 'is not a verb of a permission'),
    )
    .min(1)
    .max(16),
});

/** Source: SECA `RoleSpec`. */
export const roleSpecSchema = z.object({ permissions: z.array(permissionSchema).min(1).max(256) });

export type Permission = z.output<typeof permissionSchema>;

export type RoleSpec = z.output<typeof roleSpecSchema>;

export type RoleStatus = StateHistory;
