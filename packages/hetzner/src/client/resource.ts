/** What the calls of every resource have in common: envelopes, pages, absent objects. */
import { z } from 'zod';
import { type Action, actionsSchema, actionStartedSchema, type Labels, metaSchema } from '../schema/index.js';
import type { ApiRequest } from './call.js';
import { HetznerResponseError, isHetznerError } from './errors.js';

/** Makes one call in the name of a run. */
export type Api = <T>(request: ApiRequest<T>) => Promise<T>;

export interface ListOptions {
  /** For example `owner==me,!old`. Source: API description, "Label Selector". */
  readonly labelSelector?: string;
  /** Exact match. */
  readonly name?: string;
}

export interface Deleted {
  /** It did not exist (any more), so nothing was deleted. */
  readonly isAlreadyGone: boolean;
  /** Those that finish the deletion; only servers have one. */
  readonly actions: Action[];
}

/** Members that are absent stay as they are; given labels replace all others. */
export interface LabelsUpdate {
  readonly labels?: Labels;
}

/** Answers that are an object under one key, such as `{"network": {…}}`. */
export function under<T>(key: string, schema: z.ZodType<T>): z.ZodType<T> {
  return z
    .looseObject({})
    .transform((body) => body[key])
    .pipe(schema);
}

/** Calls that start one action answer with a list of it, like those that start several. */
const oneAction = actionStartedSchema.transform(({ action }): Action[] => [action]);
export const manyActions = actionsSchema.transform(({ actions }) => actions);

const noAction = z.undefined().transform((): Action[] => []);

/** Starts what `…/actions/<action>` stands for. Returns once it has begun. */
export function act(
  api: Api,
  path: string,
  id: number,
  action: string,
  body?: object,
  answer: z.ZodType<Action[]> = oneAction,
): Promise<Action[]> {
  return api({ method: 'POST', path: `${path}/actions/${action}`, id, ...(body && { body }), answer });
}

/** Actions that an answer may leave out or set to null. */
export function present(...actions: (Action | null | undefined)[]): Action[] {
  return actions.filter((action) => action !== null && action !== undefined);
}

/** `undefined` only if the API says `not_found`; any other refusal is thrown. */
export async function getOrUndefined<T>(api: Api, path: string, id: number, answer: z.ZodType<T>) {
  try {
    return await api({ method: 'GET', path, id, answer });
  } catch (error) {
    if (isHetznerError(error, 'not_found')) return undefined;
    throw error;
  }
}

/** The largest page there is. Source: API description, "Pagination". */
const PER_PAGE = 50;

/**
 * Reads all pages of a list. Objects that come or go meanwhile shift the pages: nothing is told twice, but
 * one that was there all along may be missed.
 */
export async function listAll<T extends { readonly id: number }>(
  api: Api,
  path: string,
  answer: z.ZodType<Page<T>>,
  query: ApiRequest<T>['query'] = {},
): Promise<T[]> {
  const found = new Map<number, T>();
  for (let page: number | null = 1; page !== null;) {
    const { items, next }: Page<T> = await api({
      method: 'GET',
      path,
      query: { ...query, page, per_page: PER_PAGE },
      answer,
    });
    for (const item of items) found.set(item.id, item);
    if (next !== null && next <= page) throw notAdvancing(path, next);
    page = next;
  }
  return [...found.values()];
}

export function listQuery({ labelSelector, name }: ListOptions) {
  return { label_selector: labelSelector, name };
}

/** Half a list would read as a project where the other half is gone. */
function notAdvancing(path: string, next: number): HetznerResponseError {
  const fault = `meta.pagination.next_page: ${next} leads back`;
  return new HetznerResponseError(`GET ${path}`, `GET ${path}`, 200, [fault], undefined);
}

interface Page<T> {
  readonly items: T[];
  readonly next: number | null;
}

/** One page of a list whose objects are under `key`. */
export function pageOf<T>(key: string, schema: z.ZodType<T>): z.ZodType<Page<T>> {
  return z
    .looseObject({ meta: metaSchema.nullish() })
    .transform((body) => ({ items: body[key], next: body.meta?.pagination.next_page ?? null }))
    .pipe(z.object({ items: z.array(schema), next: z.number().nullable() }));
}

/** Deleting what is gone already is a success. An answer without a body started no action. */
export async function deleteOrGone(
  api: Api,
  path: string,
  id: number,
  answer: z.ZodType<Action[]> = noAction,
): Promise<Deleted> {
  try {
    return { isAlreadyGone: false, actions: await api({ method: 'DELETE', path, id, answer }) };
  } catch (error) {
    if (isHetznerError(error, 'not_found')) return { isAlreadyGone: true, actions: [] };
    throw error;
  }
}
