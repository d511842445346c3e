import type { Line, Picture } from './picture.js';

/** What of a picture is looked at: what is declared, what is there, or both against each other. */
export const VIEWS = ['intent', 'reality', 'difference'] as const;
export type View = (typeof VIEWS)[number];

export const VIEW_WORDS: Readonly<Record<View, { title: string; about: string }>> = {
  intent: { title: 'Intent', about: 'Only what is declared, as if all of it were true.' },
  reality: { title: 'Reality', about: 'Only what was seen to be there, wanted or not.' },
  difference: { title: 'Difference', about: 'What is wanted beside what is there; lines say how far it is.' },
};

/** The view that an address means; the difference when it means none. */
export function viewOf(text: string | null): View {
  return VIEWS.find((view) => view === text) ?? 'difference';
}

/** The part of a picture that belongs to a view. Lines go with the elements that they join. */
export function seenAs(picture: Picture, view: View): Picture {
  if (view === 'difference') return picture;
  const isSeen = view === 'intent' ? 'isWanted' : 'isThere';
  const elements = picture.elements.filter((element) => element[isSeen]);
  const ids = new Set(elements.map(({ id }) => id));
  const lines = picture.lines.filter((line) => ids.has(line.from) && ids.has(line.to) && BELONGS[view](line));
  return { elements, lines };
}

const BELONGS: Readonly<Record<Exclude<View, 'difference'>, (line: Line) => boolean>> = {
  intent: ({ state }) => state !== 'unwanted',
  // One that leads nowhere is there all the same.
  reality: ({ state }) => state !== 'absent' && state !== 'applying',
};
