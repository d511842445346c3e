import type { Pagination } from '@seca-hetzner/hetzner/schema';

/** Source: API description, "Pagination". */
export function linkHeader(url: URL, { previous_page, next_page, last_page }: Pagination): string {
  const pages = { prev: previous_page, next: next_page, last: last_page };
  return Object.entries(pages)
    .filter(([, page]) => page !== null)
    .map(([rel, page]) => {
      const target = new URL(url);
      target.searchParams.set('page', String(page));
      return `<${target.href}>; rel="${rel}"`;
    })
    .join(', ');
}
