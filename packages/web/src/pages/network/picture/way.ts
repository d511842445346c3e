import { isGatewayId } from './draw-outside.js';
import { lineKey, type Picture } from './picture.js';

/** The elements on the way from one to the internet, in order, as far as lines lead. */
export function wayOf({ lines }: Picture, from: string): string[] {
  const way = [from];
  for (let at = from; ;) {
    const onward = lines.filter((line) => line.from === at);
    // Of a table's routes, the first that leads to a gateway counts; others are no way out.
    const next = onward.find(({ to }) => !to.startsWith('route:') || leadsToGateway(to));
    if (!next || way.includes(next.to)) return way;
    way.push(next.to);
    at = next.to;
  }

  function leadsToGateway(route: string): boolean {
    return lines.some((line) => line.from === route && isGatewayId(line.to));
  }
}

/** The keys of the lines between the elements of a way. */
export function linesOf(way: readonly string[]): Set<string> {
  return new Set(way.slice(1).map((to, index) => lineKey({ from: way[index] ?? '', to })));
}
