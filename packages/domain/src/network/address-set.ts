import { ipv4Number, ipv4Range } from './cidr.js';

/** An unbroken row of IPv4 addresses by their numbers, `last` included. */
export interface AddressSpan {
  first: number;
  last: number;
}

/**
 * The addresses that a list names, as the fewest spans, in order. A kernel lists a set of prefixes merged, so lists are
 * only comparable so. Takes addresses, CIDR blocks and `first-last`; what is none of these counts for nothing.
 */
export function spansOf(texts: readonly string[]): AddressSpan[] {
  const spans: AddressSpan[] = [];
  for (const span of texts.flatMap(spanOf).toSorted((a, b) => a.first - b.first)) {
    const before = spans.at(-1);
    if (before && span.first <= before.last + 1) before.last = Math.max(before.last, span.last);
    else spans.push({ ...span });
  }
  return spans;
}

/** Whether two lists name the same addresses. */
export function isSameAddresses(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [spansOf(some), spansOf(others)];
  return (
    one.length === other.length &&
    one.every(({ first, last }, n) => first === other[n]?.first && last === other[n].last)
  );
}

/** Whether the first list names every address of the second. */
export function namesAll(outer: readonly string[], inner: readonly string[]): boolean {
  const spans = spansOf(outer);
  return spansOf(inner).every(({ first, last }) =>
    spans.some((span) => first >= span.first && last <= span.last),
  );
}

function spanOf(text: string): AddressSpan[] {
  const [first = '', last = first] = text.includes('/') ? [] : text.split('-');
  const range = ipv4Range(text);
  if (range) return [range];
  return ipv4Range(`${first}/32`) && ipv4Range(`${last}/32`)
    ? [{ first: ipv4Number(first), last: ipv4Number(last) }]
    : [];
}
