import { z } from 'zod';
import { idSchema } from './primitives.js';
import { priceSchema, typePriceSchema } from './price.js';

const pricedTypeSchema = z.object({ id: idSchema, name: z.string(), prices: z.array(typePriceSchema) });

/**
 * Monthly prices are caps: use is billed by the hour. Powered-off servers are billed too.
 * Source: API description, `GET /pricing`.
 */
export const pricingSchema = z.object({
  currency: z.string(),
  vat_rate: z.string(),
  image: z.object({ price_per_gb_month: priceSchema }),
  volume: z.object({ price_per_gb_month: priceSchema }),
  server_backup: z.object({ percentage: z.string() }),
  server_types: z.array(pricedTypeSchema),
  load_balancer_types: z.array(pricedTypeSchema),
  primary_ips: z.array(
    z.object({
      type: z.string(),
      prices: z.array(
        z.object({ location: z.string(), price_hourly: priceSchema, price_monthly: priceSchema }),
      ),
    }),
  ),
  floating_ips: z.array(
    z.object({
      type: z.string(),
      prices: z.array(z.object({ location: z.string(), price_monthly: priceSchema })),
    }),
  ),
});
export type Pricing = z.infer<typeof pricingSchema>;
