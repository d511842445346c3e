import type { Labels } from '@seca-hetzner/hetzner/schema';
import type { Collection, Identified } from '../world/collection.js';
import type { IdOrName } from './body.js';
import { ApiError, notFound } from './errors.js';

/** The object that the path names, or 404. */
export function getById<R extends Identified>(collection: Collection<R>, kind: string, id: number): R {
  const record = collection.find(id);
  if (record === undefined) throw notFound(kind, id);
  return record;
}

/**
 * Resolves an "ID or name" input: a number or a numeric string is an id first, and a name if no such id exists.
 * Source: hcloud-go `schema/id_or_name.go` and `client_helper.go`.
 */
export function findByIdOrName<R extends { readonly id: number; readonly name: string | null }>(
  records: readonly R[],
  wanted: IdOrName,
): R | undefined {
  const id = Number(wanted);
  return records.find((record) => record.id === id) ?? records.find(({ name }) => name === String(wanted));
}

/**
 * 409 unless the name is free within the type. Source: API description, `uniqueness_error`; the text as seen
 * for servers in github.com/syself/cluster-api-provider-hetzner/issues/2167.
 */
export function assertNameFree<R extends Identified & { readonly name: string }>(
  collection: Collection<R>,
  kind: string,
  name: string,
  exceptId?: number,
): void {
  const other = collection.findBy((record) => record.name === name && record.id !== exceptId);
  if (other === undefined) return;
  throw new ApiError('uniqueness_error', `${kind} name is already used`, { fields: [{ name: 'name' }] });
}

export interface NameAndLabels {
  readonly name?: string | undefined;
  readonly labels?: Labels | undefined;
}

/** What a PUT changes: labels are replaced as a whole, what is left out stays. */
export function changedFields({ name, labels }: NameAndLabels): { name?: string; labels?: Labels } {
  return { ...(name === undefined ? {} : { name }), ...(labels === undefined ? {} : { labels }) };
}

export function assertUnprotected(isProtected: boolean, kind: string, operation = 'deletion'): void {
  if (isProtected) throw new ApiError('protected', `${kind} ${operation} is protected`);
}
