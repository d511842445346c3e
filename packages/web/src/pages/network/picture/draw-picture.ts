import { sayHop } from '../../../api/words.js';
import { worstOf, type Tone } from '../../../ui/tone.js';
import type { Network } from '../network.queries.js';
import { drawInstances, drawSubnets, instanceId } from './draw-inside.js';
import { drawOutside, isGatewayId } from './draw-outside.js';
import { drawRoutes, drawTables, linesToRoutes, routesOf } from './draw-routes.js';
import type { Element, Picture } from './picture.js';
import { wayOf } from './way.js';

/** The picture of a network, as the API tells of it. Pure. */
export function drawPicture(network: Network): Picture {
  const inOrder: Network = {
    ...network,
    instances: byAge(network.instances),
    subnets: byAge(network.subnets),
    routeTables: byAge(network.routeTables),
    internetGateways: byAge(network.internetGateways),
  };
  const routes = routesOf(inOrder);
  const instances = drawInstances(inOrder);
  const subnets = drawSubnets(inOrder);
  const outside = drawOutside(inOrder, routes);
  const elements = [
    ...instances.elements,
    ...subnets.elements,
    ...drawTables(inOrder),
    ...drawRoutes(inOrder, routes),
    ...outside.elements,
  ];
  const lines = [...instances.lines, ...subnets.lines, ...linesToRoutes(routes), ...outside.lines];
  return { elements: withForwarding(elements, { elements, lines }, inOrder), lines };
}

/** What is new comes last, so that nothing that is looked at moves. */
function byAge<T extends { createdAt: string; uid: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.uid.localeCompare(b.uid));
}

const FORWARDING_WORDS: Partial<Record<Tone, string>> = {
  assumed: 'Assumed',
  waiting: 'Not reporting yet',
  broken: 'Not forwarding',
};

/** A NAT VM that runs is no better than what is known of its forwarding, which is told per instance behind it. */
function withForwarding(elements: readonly Element[], picture: Picture, { instances }: Network): Element[] {
  const known = new Map<string, Tone[]>();
  for (const { uid, wayOut } of instances) {
    const gateway = wayOf(picture, instanceId(uid)).find(isGatewayId);
    const forwarding = wayOut.find(({ name }) => name === 'forwarding');
    if (gateway === undefined || !forwarding) continue;
    known.set(gateway, [...(known.get(gateway) ?? []), sayHop(forwarding.state).tone]);
  }
  return elements.map((element) => {
    const tones = known.get(element.id);
    if (element.tone !== 'ok' || !tones) return element;
    const tone = worstOf(tones);
    return { ...element, tone, word: FORWARDING_WORDS[tone] ?? element.word };
  });
}
