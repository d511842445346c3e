import { z } from 'zod';
import { integer, oneOf, optional, text } from '../api/body.js';
import type { SubnetRequest } from './network.rules.js';

/** A subnet as asked for, at the creation of a network and later. */
export const subnetBody = z
  .object({
    type: oneOf(['cloud', 'server', 'vswitch']),
    ip_range: optional(text),
    network_zone: text,
    vswitch_id: optional(integer),
  })
  .transform((body): SubnetRequest => ({
    type: body.type,
    ipRange: body.ip_range,
    networkZone: body.network_zone,
    vswitchId: body.vswitch_id,
  }));

export const routeBody = z.object({ destination: text, gateway: text });
