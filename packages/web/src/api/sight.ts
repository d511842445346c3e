/** Keeps a long list cheap to follow: pages of it that nobody looks at are not read again before somebody does. */
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';

interface Asked {
  client: QueryClient;
  queryKey: QueryKey;
  /** The cursor that the page begins after. */
  pageParam: string | null;
}

export class Sight {
  private first = 0;
  private last = 0;
  private readonly outdated = new Set<number>();

  constructor(private readonly pageSize: number) {}

  /** Notes which rows are in sight, by their places; true when some of them have to be read again. */
  see(firstRow: number, lastRow: number): boolean {
    this.first = Math.floor(firstRow / this.pageSize);
    this.last = Math.floor(lastRow / this.pageSize);
    return [...this.outdated].some((page) => this.isSeen(page));
  }

  /** The page as it is; one that is known and out of sight as it was. */
  async read<Page>({ client, queryKey, pageParam }: Asked, ask: () => Promise<Page>): Promise<Page> {
    const known = client.getQueryData<InfiniteData<Page, string | null>>(queryKey);
    const index = known?.pageParams.indexOf(pageParam) ?? -1;
    const page = known?.pages[index];
    if (page !== undefined && !this.isSeen(index)) {
      this.outdated.add(index);
      return page;
    }
    const answer = await ask();
    this.outdated.delete(index);
    return answer;
  }

  private isSeen(page: number): boolean {
    return page >= this.first && page <= this.last;
  }
}
