import { nameBounds } from '@seca-hetzner/domain';
import { LIST_FORMS } from '../middleware/accept.js';
import { LIMIT } from '../resource/query.js';
import type { Operation } from './operations.js';

/** The parameters of an operation: the names in its path, then what its query and headers may say. */
export function parametersOf({ path, sort, kind = 'region' }: Operation): object[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    // A name that breaks its rule is a fault like any other, told by a problem document.
    schema: { type: 'string', ...nameBounds(name === 'name' ? kind : name) },
  }));
  switch (sort) {
    case 'list':
      return [...names, LABELS, LIMIT_PARAMETER, SKIP_TOKEN, ACCEPT];
    case 'put':
    case 'delete':
    case 'action':
      return [...names, IF_UNMODIFIED_SINCE];
    case 'get':
    case 'wellknown':
      return names;
  }
}

const LABELS = {
  name: 'labels',
  in: 'query',
  description:
    'Terms joined by commas, all of which have to hold: `key=value`, `key!=value`, `key>number` (also `<`, `>=`, `<=`), `key in (a,b)`, `key notin (a,b)`, `key`. `*` stands for any characters.',
  schema: { type: 'string' },
};

const LIMIT_PARAMETER = {
  name: 'limit',
  in: 'query',
  description: 'How many items a page has at most.',
  schema: { type: 'integer', ...LIMIT },
};

const SKIP_TOKEN = {
  name: 'skipToken',
  in: 'query',
  description: 'As the page before gave it.',
  schema: { type: 'string' },
};

/** Tools may ignore a header parameter of this name; on lists it is part of the contract. */
const ACCEPT = {
  name: 'Accept',
  in: 'header',
  description: 'Whether resources that are being deleted are shown too, or alone.',
  schema: { type: 'string', enum: [...LIST_FORMS.keys()] },
};

const IF_UNMODIFIED_SINCE = {
  name: 'if-unmodified-since',
  in: 'header',
  description: 'Nothing is done unless the resource has this `resourceVersion`: not a date.',
  schema: { type: 'integer', minimum: 0 },
};
