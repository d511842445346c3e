import { z } from 'zod';

/** An amount of money as decimal strings, in the project's currency; never a float. */
export const priceSchema = z.object({ net: z.string(), gross: z.string() });
export type Price = z.infer<typeof priceSchema>;

/** What one server or load balancer type costs in one location. `included_traffic` is in bytes. */
export const typePriceSchema = z.object({
  location: z.string(),
  price_hourly: priceSchema,
  price_monthly: priceSchema,
  included_traffic: z.number(),
  price_per_tb_traffic: priceSchema,
});
export type TypePrice = z.infer<typeof typePriceSchema>;
