import { plainRules } from '../resource/kind-rules.js';
import { internetGatewaySpecSchema } from './internet-gateway.js';

/** Source: SECA, internet gateway: usable as the target of a route as soon as it is accepted. */
export const internetGatewayRules = plainRules<'internet-gateway'>({
  specSchema: internetGatewaySpecSchema,
  arrange: () => ({ details: {} }),
});
