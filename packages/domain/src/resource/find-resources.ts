/** Lists of resources for operators: of any kind, over workspaces and tenants, in several orders. */
import type { SelectQueryBuilder } from 'typeorm';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { InvalidRequestError } from '../errors.js';
import type { ResourceState } from './conditions.js';
import { kinds, type Kind } from './kinds.js';
import { parseLabelSelector } from './label-selector.js';
import { ResourceEntity, resourceFromEntity } from './resource.entity.js';
import type { Resource } from './resource.js';

/** Which resources; what is absent is no limit. */
export interface ResourceFilter {
  tenant?: string | undefined;
  region?: string | undefined;
  /** In workspaces of this name; not the workspace itself. */
  workspace?: string | undefined;
  /** Subnets and route tables of networks of this name. */
  network?: string | undefined;
  kinds?: readonly string[] | undefined;
  name?: string | undefined;
  /** A selector of SECA; only terms of the form `key=value`. */
  labels?: string | undefined;
  states?: readonly ResourceState[] | undefined;
  /** Anywhere in the name, in a key or value of the labels, or the beginning of a uid; case does not matter. */
  text?: string | undefined;
}

/** `place`: by tenant, region, workspace, network, kind and name; the others the newest first. */
export const resourceOrders = ['place', 'name', 'created', 'modified'] as const;
export type ResourceOrder = (typeof resourceOrders)[number];

export interface FindRequest {
  filter: ResourceFilter;
  order: ResourceOrder;
  /** 1 to 200. */
  first: number;
  /** A cursor that a page of the same order has given. */
  after?: string | undefined;
}

export interface FoundPage {
  items: { resource: Resource; cursor: string }[];
  hasNext: boolean;
}

const MOST_AT_ONCE = 200;

/** Beyond it nobody counts. */
const MOST_COUNTED = 10_000;

/** The columns of each order, the last of which are unique. */
const keys: Readonly<Record<ResourceOrder, readonly (keyof ResourceEntity)[]>> = {
  place: ['tenant', 'region', 'workspace', 'network', 'kind', 'name'],
  name: ['name', 'uid'],
  created: ['createdAt', 'uid'],
  modified: ['lastModifiedAt', 'uid'],
};

/** One page by key. Throws `ForbiddenError` for another tenant, `InvalidRequestError` that names the argument. */
export async function findResources(
  domain: Domain,
  caller: OperatorCaller,
  { filter, order, first, after }: FindRequest,
): Promise<FoundPage> {
  if (!Number.isInteger(first) || first < 1 || first > MOST_AT_ONCE) {
    throw wrong('first', `${first} is not between 1 and ${MOST_AT_ONCE}`);
  }
  const query = filtered(domain, caller, filter);
  const isNewestFirst = order === 'created' || order === 'modified';
  for (const key of keys[order]) query.addOrderBy(`resource.${key}`, isNewestFirst ? 'DESC' : 'ASC');
  if (after !== undefined) {
    const values = valuesFromCursor(order, after);
    const columns = keys[order].map((key) => `resource.${key}`).join(', ');
    const places = values.map((_, index) => `:key${index}`).join(', ');
    query.andWhere(`(${columns}) ${isNewestFirst ? '<' : '>'} (${places})`);
    for (const [index, value] of values.entries()) query.setParameter(`key${index}`, value);
  }
  const rows = await query.limit(first + 1).getMany();
  return {
    items: rows
      .slice(0, first)
      .map((row) => ({ resource: resourceFromEntity(row), cursor: cursorOf(order, row) })),
    hasNext: rows.length > first,
  };
}

/** How many there are; 10,000 stands for as many or more. */
export async function countFound(
  domain: Domain,
  caller: OperatorCaller,
  filter: ResourceFilter,
): Promise<number> {
  const some = filtered(domain, caller, filter).select('1').limit(MOST_COUNTED);
  const [query, parameters] = some.getQueryAndParameters();
  const [row]: { count: number }[] = await domain.dataSource.query(
    `SELECT count(*)::int AS count FROM (${query}) AS found`,
    parameters,
  );
  return row?.count ?? 0;
}

function filtered(
  { dataSource }: Domain,
  caller: OperatorCaller,
  filter: ResourceFilter,
): SelectQueryBuilder<ResourceEntity> {
  if (filter.tenant !== undefined) requireTenant(caller, filter.tenant);
  const { region, workspace, network, name, states } = filter;
  const tenant = filter.tenant ?? caller.tenant;
  const query = dataSource.manager.createQueryBuilder(ResourceEntity, 'resource').where('true');
  for (const [part, value] of Object.entries({ tenant, region, workspace, network, name })) {
    if (value !== undefined) query.andWhere(`resource.${part} = :${part}`, { [part]: value });
  }
  if (filter.kinds) query.andWhere('resource.kind IN (:...kinds)', { kinds: kindsOf(filter.kinds) });
  if (states) query.andWhere(`resource.status->>'state' IN (:...states)`, { states });
  if (filter.labels !== undefined) {
    const labels = JSON.stringify(equalTermsOf(filter.labels));
    query.andWhere('resource.labels @> CAST(:wantedLabels AS jsonb)', { wantedLabels: labels });
  }
  if (filter.text !== undefined) {
    query.andWhere(
      `(resource.name ILIKE :part OR CAST(resource.labels AS text) ILIKE :part OR CAST(resource.uid AS text) LIKE :uid)`,
      { part: `%${escaped(filter.text)}%`, uid: `${escaped(filter.text.toLowerCase())}%` },
    );
  }
  return query;
}

function kindsOf(names: readonly string[]): readonly Kind[] {
  const unknown = names.find((name) => !Object.hasOwn(kinds, name));
  if (unknown !== undefined) {
    throw wrong('kinds', `'${unknown}' is none of ${Object.keys(kinds).join(', ')}`);
  }
  if (names.length === 0) throw wrong('kinds', 'an empty list asks for nothing');
  return names as Kind[];
}

function equalTermsOf(selector: string): Record<string, string> {
  return Object.fromEntries(
    parseLabelSelector(selector).map(({ equals }) => {
      if (!equals) throw wrong('labels', `only terms of the form key=value are taken, not '${selector}'`);
      return [equals.key, equals.value];
    }),
  );
}

/** For LIKE, where these mean something. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

function cursorOf(order: ResourceOrder, row: ResourceEntity): string {
  return Buffer.from(JSON.stringify([order, ...keys[order].map((key) => row[key])])).toString('base64url');
}

function valuesFromCursor(order: ResourceOrder, cursor: string): string[] {
  const refusal = wrong('after', `'${cursor}' was not given by a page of the same order`);
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw refusal;
  }
  if (!Array.isArray(values) || values.length !== keys[order].length + 1 || values[0] !== order)
    throw refusal;
  const [, ...parts] = values as unknown[];
  const isFitting = (part: unknown, index: number): part is string => {
    if (typeof part !== 'string') return false;
    const key = keys[order][index];
    if (key === 'uid') return /^[0-9a-f-]{36}$/.test(part);
    return key === 'createdAt' || key === 'lastModifiedAt' ? !Number.isNaN(Date.parse(part)) : true;
  };
  if (!parts.every(isFitting)) throw refusal;
  return parts;
}

function wrong(parameter: string, message: string): InvalidRequestError {
  return new InvalidRequestError(`${parameter}: ${message}`, {
    faults: [{ pointer: '', parameter, message }],
  });
}
