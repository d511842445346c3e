import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { anApiError, FakeTransport } from '../testing/fixtures.js';
import { HetznerResponseError } from './errors.js';
import { deleteOrGone, getOrUndefined, listAll, pageOf, under } from './resource.js';

const thing = z.object({ id: z.number(), name: z.string() });
const page = pageOf('things', thing);

function pages(...all: { ids: number[]; next: number | null }[]) {
  return new FakeTransport(({ query }) => {
    const { ids, next } = all[Number(query?.['page']) - 1] ?? { ids: [], next: null };
    return {
      things: ids.map((id) => ({ id, name: `thing-${id}` })),
      meta: {
        pagination: {
          page: query?.['page'],
          per_page: 50,
          previous_page: null,
          next_page: next,
          last_page: null,
          total_entries: null,
        },
      },
    };
  });
}

describe('a list', () => {
  test('reads all pages, fifty objects each', async () => {
    const { api, requests } = pages({ ids: [1, 2], next: 2 }, { ids: [3], next: null });
    const found = await listAll(api, '/things', page, { label_selector: 'owner==me' });
    expect(found.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(requests.map(({ query }) => query)).toEqual([
      { label_selector: 'owner==me', page: 1, per_page: 50 },
      { label_selector: 'owner==me', page: 2, per_page: 50 },
    ]);
  });

  test('tells an object once that moved to the next page meanwhile', async () => {
    const { api } = pages({ ids: [1, 2], next: 2 }, { ids: [2, 3], next: null });
    expect((await listAll(api, '/things', page)).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  test('without paging is one page', async () => {
    const { api, requests } = new FakeTransport(() => ({ things: [{ id: 1, name: 'one' }] }));
    expect(await listAll(api, '/things', page)).toHaveLength(1);
    expect(requests).toHaveLength(1);
  });

  test('whose pages lead in a circle is an error, not half a list', async () => {
    const { api } = pages({ ids: [1], next: 2 }, { ids: [2], next: 1 });
    await expect(listAll(api, '/things', page)).rejects.toBeInstanceOf(HetznerResponseError);
  });
});

const refusing = (code: string, httpStatus: number) =>
  new FakeTransport(() => Promise.reject(anApiError({ code, httpStatus })));

describe('a get', () => {
  const answer = under('thing', thing);

  test('returns what is under the key', async () => {
    const { api } = new FakeTransport(() => ({ thing: { id: 1, name: 'one', extra: true } }));
    expect(await getOrUndefined(api, '/things/{id}', 1, answer)).toEqual({ id: 1, name: 'one' });
  });

  test('returns undefined for not_found only', async () => {
    const gone = refusing('not_found', 404);
    expect(await getOrUndefined(gone.api, '/things/{id}', 1, answer)).toBeUndefined();
    const lost = refusing('unknown_error', 404);
    await expect(getOrUndefined(lost.api, '/things/{id}', 1, answer)).rejects.toThrow('unknown_error');
  });
});

describe('a delete', () => {
  test('says whether there was something to delete', async () => {
    const { api } = new FakeTransport(() => undefined);
    expect(await deleteOrGone(api, '/things/{id}', 1)).toEqual({ isAlreadyGone: false, actions: [] });
    const gone = refusing('not_found', 404);
    expect(await deleteOrGone(gone.api, '/things/{id}', 1)).toEqual({ isAlreadyGone: true, actions: [] });
  });

  test('passes any other refusal on', async () => {
    const { api } = refusing('locked', 423);
    await expect(deleteOrGone(api, '/things/{id}', 1)).rejects.toThrow('locked');
  });
});
