import {
  listCatalogueItems,
  listRegions,
  spendSmoke,
  type Domain,
  type ProviderConnection,
} from '@seca-hetzner/domain';
import type { SmokeTerms } from '@seca-hetzner/hetzner';
import type { RegionData } from '../rules/catalogue-data.js';
import { monthlyPriceOfCall, type SmokeOffers } from '../rules/smoke-price.js';
import { EXPIRES_LABEL } from './labels.js';

/** Hetzner bills by the hour begun, a month as 730 of them at most. Source: Hetzner, "Cloud billing FAQ". */
const HOURS_PER_MONTH = 730;
const MS_PER_HOUR = 3_600_000;

/**
 * What mode `smoke` allows: nothing new after the expiry, and before it only what the cap covers if it lived until then.
 * A call whose price is not known is refused.
 */
export function smokeTermsOf(
  { dataSource, clock }: Pick<Domain, 'dataSource' | 'clock'>,
  connectionId: string,
  { capEur, expiresAt }: NonNullable<ProviderConnection['smoke']>,
): SmokeTerms {
  return {
    labels: { [EXPIRES_LABEL]: String(Math.floor(expiresAt.getTime() / 1_000)) },
    async admit({ method, path, body }) {
      const hours = Math.ceil((expiresAt.getTime() - clock.now().getTime()) / MS_PER_HOUR);
      if (hours <= 0) return { refusal: `the trial expired at ${expiresAt.toISOString()}` };
      const price = monthlyPriceOfCall(`${method} ${path}`, body, await readOffers(dataSource));
      if (price === undefined) return { refusal: 'no price is known for it, and the trial has a cap' };
      const eur = (price * hours) / HOURS_PER_MONTH;
      if (!(await spendSmoke(dataSource, connectionId, eur)))
        return { refusal: `the trial's cap of ${capEur} EUR does not cover it` };
      return { takeBack: async () => void (await spendSmoke(dataSource, connectionId, -eur)) };
    },
  };
}

async function readOffers({ manager }: Domain['dataSource']): Promise<SmokeOffers> {
  const regions = await listRegions(manager);
  const skus = await Promise.all(regions.map(({ name }) => listCatalogueItems(manager, 'storage-sku', name)));
  const prices = skus.flat().map(({ annotations }) => Number(annotations['monthlyPriceNetPerGB']));
  const known = prices.filter((price) => !Number.isNaN(price));
  return {
    regions: regions.map(({ providerData }) => providerData as RegionData),
    pricePerGb: known.length === 0 ? undefined : Math.max(...known),
  };
}
