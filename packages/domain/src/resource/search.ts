import type { OperatorCaller } from '../authorization/caller.js';
import { mayEnter } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { findByUrn } from './find-by-urn.js';
import { findResourcesByUid } from './batch-reads.js';
import { findResources } from './find-resources.js';
import type { Resource } from './resource.js';

/** How a resource was found: by what the text is of it. */
export type SearchMatch = 'urn' | 'address' | 'provider-id' | 'name';

export interface SearchHit {
  resource: Resource;
  match: SearchMatch;
}

const MOST = 20;
const ADDRESS = /^[0-9a-f.:]*[.:][0-9a-f.:]*$/i;
const PROVIDER_ID = /^\d{1,20}$/;

/** What an operator may mean by `text`: a URN, an address, an id at the provider, or a part of a name; at most 20. */
export async function searchResources(
  domain: Domain,
  caller: OperatorCaller,
  text: string,
): Promise<SearchHit[]> {
  const wanted = text.trim();
  if (wanted === '') return [];
  const hits = new Map<string, SearchHit>();
  const add = (match: SearchMatch, resources: Iterable<Resource>): void => {
    for (const resource of resources) {
      if (!hits.has(resource.uid) && mayEnter(caller, resource.tenant))
        hits.set(resource.uid, { resource, match });
    }
  };
  const { manager } = domain.dataSource;
  add('urn', await findByUrn(manager, wanted));
  if (ADDRESS.test(wanted)) add('address', await findOwners(domain, OWNERS_OF_ADDRESS, wanted));
  if (PROVIDER_ID.test(wanted)) add('provider-id', await findOwners(domain, OWNERS_OF_OBJECT, wanted));
  const named = await findResources(domain, caller, { filter: { text: wanted }, order: 'name', first: MOST });
  add(
    'name',
    named.items.map(({ resource }) => resource),
  );
  return [...hits.values()].slice(0, MOST);
}

/** Private addresses by what holds them, public ones by what they are, or were seen at. */
const OWNERS_OF_ADDRESS = `
  SELECT owner_uid AS uid FROM network_address WHERE host(address) = $1
   UNION SELECT uid FROM resource WHERE kind = 'public-ip' AND status->>'ipAddress' = $1
   UNION SELECT uid FROM resource WHERE kind = 'nic' AND status->'addresses' ? $1
   UNION SELECT resource_uid FROM provider_binding WHERE observed->>'publicIpv4' = $1`;

const OWNERS_OF_OBJECT = `SELECT resource_uid AS uid FROM provider_binding WHERE object_id = $1`;

async function findOwners({ dataSource }: Domain, sql: string, value: string): Promise<Resource[]> {
  const rows: { uid: string }[] = await dataSource.query(sql, [value]);
  const found = await findResourcesByUid(
    dataSource.manager,
    rows.map(({ uid }) => uid),
  );
  return [...found.values()];
}
