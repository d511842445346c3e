import { kinds, skuKinds, type Kind, type SkuKind } from '@seca-hetzner/domain';
import { POWER_ACTIONS } from '../compute/instances.routes.js';
import { REGION_COLLECTION } from '../region/regions.routes.js';
import { SKU_COLLECTION } from '../region/skus.routes.js';
import { collectionPathOf } from '../resource/resource.routes.js';
import { WELLKNOWN_PATHS } from '../wellknown/wellknown.routes.js';
import { collectionNameOf, pascalCase, typeNameOf } from './names.js';

/** What sort of operation it is, which decides on parameters and statuses. */
export type Sort = 'wellknown' | 'list' | 'get' | 'put' | 'delete' | 'action';

export interface Operation {
  sort: Sort;
  method: 'get' | 'put' | 'delete' | 'post';
  /** From the root of the gateway, `{name}` standing for a name. */
  path: string;
  operationId: string;
  /** `seca.network`; absent for what belongs to no provider. */
  provider?: string;
  /** What the last name of the path names. */
  kind?: Kind | SkuKind | 'region';
  /** The schema of the answer; absent where there is no body. */
  answer?: string;
}

/** Every operation of the gateway: those of each kind that can be declared, of each SKU, and the ways in. */
export function operations(): Operation[] {
  return [
    ...WELLKNOWN_PATHS.map((path, index): Operation => {
      const operationId = index === 0 ? 'GetWellknown' : 'GetWellKnownAlias';
      return { sort: 'wellknown', method: 'get', path, operationId, answer: 'Wellknown' };
    }),
    ...readOperations('region', 'seca.region', REGION_COLLECTION, ['Region', 'Regions']),
    ...(Object.keys(skuKinds) as SkuKind[]).flatMap((kind) => {
      const name = typeNameOf(kind);
      return readOperations(kind, `seca.${skuKinds[kind].api}`, SKU_COLLECTION, [name, `${name}s`]);
    }),
    ...(Object.keys(kinds) as Kind[]).flatMap(resourceOperations),
  ];
}

function resourceOperations(kind: Kind): Operation[] {
  const name = typeNameOf(kind);
  const provider = `seca.${kinds[kind].api}`;
  const reads = readOperations(kind, provider, collectionPathOf(kind), [name, collectionNameOf(kind)]);
  const path = pathIn(provider, `${collectionPathOf(kind)}/:name`);
  const common = { path, provider, kind };
  const actions = kind === 'instance' ? POWER_ACTIONS : [];
  return [
    ...reads,
    { ...common, sort: 'put', method: 'put', operationId: `CreateOrUpdate${name}`, answer: name },
    { ...common, sort: 'delete', method: 'delete', operationId: `Delete${name}` },
    ...actions.map((action): Operation => {
      const operationId = `${pascalCase(action)}${name}`;
      return { ...common, sort: 'action', method: 'post', path: `${path}/${action}`, operationId };
    }),
  ];
}

function readOperations(
  kind: Kind | SkuKind | 'region',
  provider: string,
  collection: string,
  [one, many]: readonly [string, string],
): Operation[] {
  const common = { method: 'get', provider, kind } as const;
  const path = pathIn(provider, collection);
  return [
    { ...common, sort: 'list', path, operationId: `List${many}`, answer: `${one}List` },
    { ...common, sort: 'get', path: `${path}/{name}`, operationId: `Get${one}`, answer: one },
  ];
}

function pathIn(provider: string, route: string): string {
  return `/providers/${provider}${route.replaceAll(/:(\w+)/g, '{$1}')}`;
}
