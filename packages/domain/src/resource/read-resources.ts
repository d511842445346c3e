import type { EntityManager } from 'typeorm';
import type { Caller } from '../authorization/caller.js';
import { findSystemRole, listSystemRoles } from '../authorization/system-role.repository.js';
import type { Domain } from '../domain.js';
import { InvalidRequestError } from '../errors.js';
import { compareIdentities, type ResourceIdentity, type Scope } from './identity.js';
import { kinds, type Kind } from './kinds.js';
import { parseLabelSelector, type SelectorTerm } from './label-selector.js';
import { findGuarded } from './guarded-read.js';
import { ResourceEntity, resourceFromEntity } from './resource.entity.js';
import { noSuchResource } from './resource.repository.js';
import type { Resource } from './resource.js';

/** The resource as it is stored; no call to a provider. Throws `NotFoundError`. */
export async function getResource(
  domain: Domain,
  caller: Caller,
  identity: ResourceIdentity,
): Promise<Resource> {
  const { api, collection } = kinds[identity.kind];
  const { tenant, region, name } = identity;
  const workspace = identity.kind === 'workspace' ? name : identity.workspace;
  const { dataSource, authorizer } = domain;
  const { grants, resource } = await findGuarded(dataSource, identity, caller.subject);
  await authorizer.byGrants(grants).authorize(caller, {
    verb: 'get',
    api,
    type: collection,
    name,
    tenant,
    region,
    workspace,
  });
  const found = (await findSystemRole(dataSource.manager, identity)) ?? resource;
  if (!found) throw noSuchResource(identity);
  return found;
}

/** Which resources a list shows beside or instead of the living. */
export type DeletedFilter = 'without' | 'with' | 'only';

export interface ListRequest {
  kind: Kind;
  scope: Scope;
  /** 1 to 10,000. */
  limit: number;
  /** As a page before gave it. */
  skipToken?: string;
  labels?: string;
  deleted: DeletedFilter;
}

export interface Page {
  items: Resource[];
  /** Absent on the last page. */
  skipToken?: string;
}

/** How many rows are read at a time while terms that no index answers filter them. */
const SCAN_SIZE = 1_000;

/** One page of a collection, by name. The collection of an unknown parent is empty. */
export async function listResources(domain: Domain, caller: Caller, request: ListRequest): Promise<Page> {
  const { kind, scope, limit } = request;
  const { api, collection } = kinds[kind];
  const { tenant, region, workspace } = scope;
  await domain.authorizer.authorize(caller, {
    verb: 'list',
    api,
    type: collection,
    tenant,
    region,
    workspace,
  });

  const terms = request.labels === undefined ? [] : parseLabelSelector(request.labels);
  const items: Resource[] = [];
  let after = request.skipToken === undefined ? undefined : nameFromToken(request.skipToken);
  for (;;) {
    // One more than asked for tells whether there is a next page.
    const missing = limit + 1 - items.length;
    const size = terms.length === 0 ? missing : Math.max(missing, SCAN_SIZE);
    const rows = await nextRows(domain.dataSource.manager, request, terms, after, size);
    items.push(
      ...rows.filter((row) => terms.every((term) => term.holds(row.labels ?? {}))).slice(0, missing),
    );
    after = rows.at(-1)?.name;
    if (items.length > limit || rows.length < size) break;
  }
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, ...(items.length > limit && last ? { skipToken: tokenFromName(last.name) } : {}) };
}

/** The next rows by name, the roles of the system among those of the tenant. */
async function nextRows(
  manager: EntityManager,
  request: ListRequest,
  terms: readonly SelectorTerm[],
  after: string | undefined,
  size: number,
): Promise<Resource[]> {
  const rows = await scan(manager, request, terms, after, size);
  if (request.kind !== 'role' || request.deleted === 'only') return rows;
  const system = await listSystemRoles(manager, request.scope.tenant, after);
  return [...rows, ...system].toSorted(compareIdentities).slice(0, size);
}

async function scan(
  manager: EntityManager,
  { kind, scope, deleted }: ListRequest,
  terms: readonly SelectorTerm[],
  after: string | undefined,
  size: number,
): Promise<Resource[]> {
  const query = manager
    .createQueryBuilder(ResourceEntity, 'resource')
    .where('resource.tenant = :tenant AND resource.region = :region AND resource.workspace = :workspace')
    .andWhere('resource.network = :network AND resource.kind = :kind')
    .setParameters({ ...scope, kind })
    .orderBy('resource.name', 'ASC')
    .limit(size);
  if (after !== undefined) query.andWhere('resource.name > :after', { after });
  if (deleted === 'without') query.andWhere('resource.deletedAt IS NULL');
  if (deleted === 'only') query.andWhere('resource.deletedAt IS NOT NULL');
  const equal = terms.flatMap((term) => (term.equals ? [[term.equals.key, term.equals.value]] : []));
  if (equal.length > 0) {
    query.andWhere('resource.labels @> :equal::jsonb', { equal: JSON.stringify(Object.fromEntries(equal)) });
  }
  return (await query.getMany()).map(resourceFromEntity);
}

function tokenFromName(name: string): string {
  return Buffer.from(name).toString('base64url');
}

function nameFromToken(token: string): string {
  const name = Buffer.from(token, 'base64url').toString();
  if (name !== '' && tokenFromName(name) === token) return name;
  throw new InvalidRequestError(`skipToken: '${token}' was not given by a page before`, {
    faults: [{ pointer: '', parameter: 'skipToken', message: 'this is not a token that a page has given' }],
  });
}

/** How many resources there are in each of the workspaces, by the workspace's uid. */
export async function countResources(
  domain: Domain,
  workspaces: readonly Resource<'workspace'>[],
): Promise<Map<string, number>> {
  const rows: { uid: string; count: string }[] = await domain.dataSource.query(
    `SELECT workspace.uid, count(child.uid) AS count
       FROM resource workspace
       LEFT JOIN resource child
         ON child.tenant = workspace.tenant AND child.region = workspace.region AND child.workspace = workspace.name
      WHERE workspace.uid = ANY($1) GROUP BY workspace.uid`,
    [workspaces.map(({ uid }) => uid)],
  );
  return new Map(rows.map(({ uid, count }) => [uid, Number(count)]));
}
