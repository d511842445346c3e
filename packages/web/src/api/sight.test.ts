import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { Sight } from './sight.js';

const PAGE = 100;

/** A list of five pages that have all been read, and the cursors that are asked for from then on. */
async function readList(): Promise<{ sight: Sight; asked: (string | null)[]; again: () => Promise<void> }> {
  const client = new QueryClient();
  const sight = new Sight(PAGE);
  const asked: (string | null)[] = [];
  const query = {
    queryKey: ['list'],
    queryFn: (context: { client: QueryClient; queryKey: readonly unknown[]; pageParam: string | null }) =>
      sight.read(context, async () => {
        asked.push(context.pageParam);
        return Number(context.pageParam ?? '0');
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: number) => String(page + 1),
  };
  await client.fetchInfiniteQuery({ ...query, pages: 5 });
  const again = async (): Promise<void> => {
    asked.length = 0;
    await client.fetchInfiniteQuery({ ...query, pages: 5 });
  };
  return { sight, asked, again };
}

test('of a list that was read to its end, the pages in sight alone are read again', async () => {
  const { sight, asked, again } = await readList();
  expect(asked).toEqual([null, '1', '2', '3', '4']);
  sight.see(299, 310);
  await again();
  expect(asked).toEqual(['2', '3']);
});

test('what was left out is read again when it comes into sight', async () => {
  const { sight, asked, again } = await readList();
  expect(sight.see(410, 420)).toBe(false);
  await again();
  expect(sight.see(0, 20)).toBe(true);
  await again();
  expect(asked).toEqual([null]);
  expect(sight.see(0, 20)).toBe(false);
});
