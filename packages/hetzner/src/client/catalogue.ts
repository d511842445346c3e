/** What can be ordered, where, and at which price. The same for every project, and read only. */
import { locationSchema, pricingSchema, serverTypeSchema } from '../schema/index.js';
import { type Api, listAll, pageOf, under } from './resource.js';

const serverTypePage = pageOf('server_types', serverTypeSchema);
const locationPage = pageOf('locations', locationSchema);
const prices = under('pricing', pricingSchema);

/** Source: API description, "Server Types". */
export function serverTypesOf(api: Api) {
  return {
    /** Availability is in `locations[].available`; a price does not promise it. */
    list: ({ name }: { readonly name?: string } = {}) =>
      listAll(api, '/server_types', serverTypePage, { name }),
  };
}

/** Source: API description, "Locations". */
export function locationsOf(api: Api) {
  return { list: () => listAll(api, '/locations', locationPage) };
}

/** Source: API description, "Pricing". */
export function pricingOf(api: Api) {
  return { get: () => api({ method: 'GET', path: '/pricing', answer: prices }) };
}
