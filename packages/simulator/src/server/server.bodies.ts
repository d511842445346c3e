import { z } from 'zod';
import { bool, idOrName, integer, labels, optional, text } from '../api/body.js';

const MAXIMUM_USER_DATA_BYTES = 32 * 1024;
const HOST_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const MAXIMUM_HOST_NAME_LENGTH = 253;

/** A host name as of RFC 1123. Source: API description, `POST /servers`. */
export const serverName = text.refine(
  (value) =>
    value.length <= MAXIMUM_HOST_NAME_LENGTH && value.split('.').every((label) => HOST_LABEL.test(label)),
  'is not a valid hostname',
);

/** Limited to 32 KiB. Source: API description, `POST /servers`. */
export const userData = text.refine(
  (value) => Buffer.byteLength(value) <= MAXIMUM_USER_DATA_BYTES,
  'is too long (maximum 32 KiB)',
);

export const createServerBody = z.object({
  name: serverName,
  server_type: idOrName,
  image: idOrName,
  location: optional(idOrName),
  start_after_create: optional(bool),
  placement_group: optional(integer),
  ssh_keys: optional(z.array(idOrName)),
  volumes: optional(z.array(integer)),
  networks: optional(z.array(integer)),
  firewalls: optional(z.array(z.object({ firewall: integer }))),
  user_data: optional(userData),
  labels: optional(labels),
  automount: optional(bool),
  public_net: optional(
    z.object({
      enable_ipv4: optional(bool),
      enable_ipv6: optional(bool),
      ipv4: optional(integer),
      ipv6: optional(integer),
    }),
  ),
});
export type CreateServerBody = z.infer<typeof createServerBody>;
