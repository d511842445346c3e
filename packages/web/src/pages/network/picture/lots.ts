/** Many of a kind as one: a picture of a hundred instances that can still be read. */
import { worstOf, type Tone } from '../../../ui/tone.js';
import { LINE_STATES, lineKey, type Element, type Line, type Picture } from './picture.js';

/** As many of a kind are drawn one by one. */
const ONE_BY_ONE = 10;

interface LotOptions {
  /** Ids of the lots of which the members are drawn too. */
  opened: ReadonlySet<string>;
  /** Ids of elements that are drawn for themselves in any case: the way that is followed. */
  apart: ReadonlySet<string>;
}

/**
 * Puts elements of a layer that lead to the same things into one each, when there are more than ten of them. The id of
 * such a lot comes from where it leads, so that it stays the same while members come and go. Pure.
 */
export function inLots({ elements, lines }: Picture, { opened, apart }: LotOptions): Picture {
  const lots = lotsOf({ elements, lines }, apart);
  const lotOf = new Map([...lots].flatMap(([id, members]) => members.map((member) => [member.id, id])));
  const drawn = elements.flatMap((element): Element[] => {
    const id = lotOf.get(element.id);
    if (id === undefined) return [element];
    const members = lots.get(id) ?? [];
    const isOpen = opened.has(id);
    const head = members[0] === element ? [lotElement(id, members, isOpen)] : [];
    return isOpen ? [...head, { ...element, isMember: true }] : head;
  });
  const endOf = (id: string): string => {
    const lot = lotOf.get(id);
    return lot === undefined || opened.has(lot) ? id : lot;
  };
  const drawnLines = lines.map((line) => ({ ...line, from: endOf(line.from), to: endOf(line.to) }));
  return { elements: drawn, lines: merged(drawnLines) };
}

function lotsOf({ elements, lines }: Picture, apart: ReadonlySet<string>): Map<string, Element[]> {
  const onward = new Map<string, string[]>();
  for (const { from, to } of lines) onward.set(from, [...(onward.get(from) ?? []), to]);
  const alike = new Map<string, Element[]>();
  for (const element of elements) {
    const id = `${element.layer} to ${(onward.get(element.id) ?? []).toSorted().join(' ')}`;
    alike.set(id, [...(alike.get(id) ?? []), element]);
  }
  const lots = new Map<string, Element[]>();
  for (const [id, all] of alike) {
    if (all.length <= ONE_BY_ONE) continue;
    lots.set(
      id,
      all.filter((element) => !apart.has(element.id)),
    );
  }
  return lots;
}

function lotElement(id: string, members: readonly Element[], isOpen: boolean): Element {
  const [first] = members;
  const kind = first?.kind ?? '';
  const there = members.filter(({ isThere }) => isThere).length;
  const wanted = members.filter(({ isWanted }) => isWanted).length;
  const moments = members.flatMap(({ observedAt }) => observedAt ?? []).toSorted();
  return {
    id,
    layer: first?.layer ?? 'instances',
    kind: `${kind}s`,
    name: `${members.length} ${kind.toLowerCase()}s`,
    wanted: String(wanted),
    real: `${there} there`,
    isWanted: wanted > 0,
    isThere: there > 0,
    tone: worstOf(members.map(({ tone }) => tone)),
    word: wordOf(members),
    reason: undefined,
    evidence: first?.evidence,
    // All of it is known to be so since the oldest look.
    observedAt: moments[0],
    lot: { count: members.length, isOpen },
  };
}

/** `3 Waiting`: how many are in the worst state; the word alone when all are. */
function wordOf(members: readonly Element[]): string {
  const tone: Tone = worstOf(members.map((each) => each.tone));
  const worst = members.filter((each) => each.tone === tone);
  const words = new Set(worst.map(({ word }) => word));
  const word = words.size === 1 ? (worst[0]?.word ?? '') : 'of several states';
  return worst.length === members.length ? `All: ${word}` : `${worst.length} of ${members.length}: ${word}`;
}

/** One line for all between the same ends, in the worst of their states. */
function merged(lines: readonly Line[]): Line[] {
  const byEnds = new Map<string, Line>();
  for (const line of lines) {
    const known = byEnds.get(lineKey(line));
    const isWorse = !known || LINE_STATES.indexOf(line.state) > LINE_STATES.indexOf(known.state);
    if (isWorse) byEnds.set(lineKey(line), line);
  }
  return [...byEnds.values()];
}
