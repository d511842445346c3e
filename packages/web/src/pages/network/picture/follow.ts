import type { Tone } from '../../../ui/tone.js';
import { firstProblem, wordsOf, type Hop } from '../../../way-out/hops.js';
import { sayHop } from '../../../api/words.js';
import type { Picture } from './picture.js';
import { linesOf, wayOf } from './way.js';

/** One instance's way through the picture, and what stands in it. */
export interface Followed {
  /** Elements in order, the instance first. */
  way: readonly string[];
  lines: ReadonlySet<string>;
  problem: Problem | undefined;
}

/** The first hop that is broken or still to come, and after which element of the way it stands. */
export interface Problem {
  after: number;
  tone: Tone;
  text: string;
}

/** After which element of a way each hop stands: the line that it is about. */
const PLACES: Readonly<Record<string, number>> = {
  instance: 0,
  'guest-bootstrap': 0,
  nic: 0,
  subnet: 0,
  'route-table': 1,
  route: 2,
  'nat-vm': 3,
  'gateway-configuration': 3,
  forwarding: 4,
  'public-ip': 4,
};

export function follow(picture: Picture, elementId: string, hops: readonly Hop[]): Followed {
  const way = wayOf(picture, elementId);
  const hop = firstProblem(hops);
  return { way, lines: linesOf(way), problem: hop && problemAt(hop, way) };
}

function problemAt({ name, state }: Hop, way: readonly string[]): Problem {
  const { tone, word } = sayHop(state);
  const after = Math.min(PLACES[name] ?? 0, way.length - 1);
  return { after, tone, text: `${wordsOf(name).title}: ${word.toLowerCase()}` };
}
