import { notFound } from '../api/errors.js';
import { answerPage, withName } from '../api/listing.js';
import { get, ok, type Operation } from '../api/operation.js';
import { locations } from './locations.js';
import { pricing } from './prices.js';
import { serverTypeToWire } from './server-type.wire.js';
import { serverTypeSpecs } from './server-types.js';

/** What can be bought and where; read only. */
export const catalogueOperations: readonly Operation[] = [
  get('/locations', (call) =>
    answerPage(call, {
      key: 'locations',
      records: withName(call, locations),
      sortBy: { id: ({ id }) => id, name: ({ name }) => name },
      toWire: (location) => location,
    }),
  ),
  get('/locations/{id}', (call) => {
    const location = locations.find(({ id }) => id === call.id);
    if (location === undefined) throw notFound('location', call.id);
    return ok({ location });
  }),
  get('/server_types', (call) =>
    answerPage(call, {
      key: 'server_types',
      records: withName(call, serverTypeSpecs),
      sortBy: {},
      toWire: (type) => serverTypeToWire(call.project, type),
    }),
  ),
  get('/server_types/{id}', (call) => {
    const type = serverTypeSpecs.find(({ id }) => id === call.id);
    if (type === undefined) throw notFound('server type', call.id);
    return ok({ server_type: serverTypeToWire(call.project, type) });
  }),
  get('/pricing', () => ok({ pricing: pricing() })),
];
