import { notFound } from '../api/errors.js';
import { answerPage, chosenValues, withName } from '../api/listing.js';
import { type Answer, type Call, get, ok, type Operation } from '../api/operation.js';
import { presentIsos } from './isos.js';

const ARCHITECTURES = ['x86', 'arm'];

export const isoOperations: readonly Operation[] = [
  get('/isos', listIsos),
  get('/isos/{id}', (call) => {
    const iso = presentIsos(call.nowMs).find(({ id }) => id === call.id);
    if (iso === undefined) throw notFound('iso', call.id);
    return ok({ iso });
  }),
];

/** Those for any architecture come with a filter only when asked for. Source: API description, `GET /isos`. */
function listIsos(call: Call): Answer {
  const architectures = chosenValues(call, 'architecture', ARCHITECTURES);
  const includesWildcard = call.query.get('include_architecture_wildcard') === 'true';
  const isWanted = (architecture: string | null) =>
    architectures === undefined ||
    (architecture === null ? includesWildcard : architectures.includes(architecture));
  return answerPage(call, {
    key: 'isos',
    records: withName(call, presentIsos(call.nowMs)).filter((iso) => isWanted(iso.architecture)),
    sortBy: {},
    toWire: (iso) => iso,
  });
}
