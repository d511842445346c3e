import type { Labels, Meta } from '@seca-hetzner/hetzner/schema';
import { invalidField, invalidFields } from './errors.js';
import { parseLabelSelector } from './label-selector.js';
import { type Answer, type Call, ok } from './operation.js';

const DEFAULT_PER_PAGE = 25;
const MAXIMUM_PER_PAGE = 50;

/** A value to sort by. Nulls come first. */
type SortValue = string | number | null;

export interface Listing<Record> {
  /** The body's key, e.g. `servers`. */
  readonly key: string;
  readonly records: readonly Record[];
  /** The fields that `sort` may name; empty when the operation has no sorting. */
  readonly sortBy: { readonly [field: string]: (record: Record) => SortValue };
  readonly toWire: (record: Record) => object;
}

/** Sorts, cuts out the page and answers. Source: API description, "Pagination" and "Sorting". */
export function answerPage<Record extends { readonly id: number }>(
  call: Call,
  listing: Listing<Record>,
): Answer {
  const page = positiveInteger(call, 'page') ?? 1;
  const perPage = Math.min(positiveInteger(call, 'per_page') ?? DEFAULT_PER_PAGE, MAXIMUM_PER_PAGE);
  const sorted = sortRecords(call, listing);
  const records = sorted.slice((page - 1) * perPage, page * perPage);
  return ok({ [listing.key]: records.map(listing.toWire), meta: metaOf(page, perPage, sorted.length) });
}

function metaOf(page: number, perPage: number, totalEntries: number): Meta {
  const lastPage = Math.max(1, Math.ceil(totalEntries / perPage));
  return {
    pagination: {
      page,
      per_page: perPage,
      previous_page: page > 1 ? page - 1 : null,
      next_page: page < lastPage ? page + 1 : null,
      last_page: lastPage,
      total_entries: totalEntries,
    },
  };
}

function positiveInteger(call: Call, parameter: string): number | undefined {
  const text = call.query.get(parameter);
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw invalidField(parameter, 'must be a positive integer');
  return value;
}

function sortRecords<Record extends { readonly id: number }>(
  call: Call,
  { records, sortBy }: Listing<Record>,
): Record[] {
  const keys = call.query.getAll('sort').map((text) => {
    const [field = '', direction = 'asc', ...rest] = text.split(':');
    const valueOf = Object.hasOwn(sortBy, field) ? sortBy[field] : undefined;
    if (valueOf === undefined || !['asc', 'desc'].includes(direction) || rest.length > 0) {
      throw invalidField('sort', `'${text}' is not supported`);
    }
    return { valueOf, sign: direction === 'asc' ? 1 : -1 };
  });
  return records.toSorted((a, b) => {
    for (const { valueOf, sign } of keys) {
      const order = compare(valueOf(a), valueOf(b));
      if (order !== 0) return sign * order;
    }
    return a.id - b.id;
  });
}

function compare(a: SortValue, b: SortValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** Keeps what `name=` names exactly. */
export function withName<Record extends { readonly name: string | null }>(
  call: Call,
  records: readonly Record[],
): Record[] {
  const wanted = call.query.get('name');
  return records.filter(({ name }) => wanted === null || name === wanted);
}

/** Keeps what `label_selector=` selects. */
export function withLabels<Record extends { readonly labels: Labels }>(
  call: Call,
  records: readonly Record[],
): Record[] {
  const text = call.query.get('label_selector');
  const selects = parseLabelSelector(text ?? '');
  if (selects === undefined) throw invalidField('label_selector', `'${text}' is not a valid label selector`);
  return records.filter(({ labels }) => selects(labels));
}

/** The values of a repeatable parameter with a closed list of values; undefined when it was not given. */
export function chosenValues(
  call: Call,
  parameter: string,
  allowed: readonly string[],
): readonly string[] | undefined {
  const values = call.query.getAll(parameter);
  const unknown = values.filter((value) => !allowed.includes(value));
  if (unknown.length > 0) {
    throw invalidFields(
      unknown.map((value) => ({ field: parameter, message: `'${value}' is not supported` })),
    );
  }
  return values.length > 0 ? values : undefined;
}

/** The ids of a repeatable `id=`; undefined when it was not given. */
export function chosenIds(call: Call, parameter = 'id'): ReadonlySet<number> | undefined {
  const values = call.query.getAll(parameter).map(Number);
  if (values.some((value) => !Number.isSafeInteger(value)))
    throw invalidField(parameter, 'must be an integer');
  return values.length > 0 ? new Set(values) : undefined;
}
