/** How good a thing's state is; each tone has a shape and a colour of its own. */
export type Tone =
  /** Seen to be as wanted. */
  | 'ok'
  /** Everything speaks for it, nobody has seen it. */
  | 'assumed'
  /** On its way. */
  | 'waiting'
  /** It will not come about by itself. */
  | 'broken'
  /** Nobody has looked. */
  | 'unknown'
  /** As wanted, because nothing is wanted of it. */
  | 'idle';

const BY_WEIGHT: readonly Tone[] = ['broken', 'waiting', 'unknown', 'assumed', 'ok', 'idle'];

/** The tone that deserves the attention; `idle` for none at all. */
export function worstOf(tones: readonly Tone[]): Tone {
  return BY_WEIGHT.find((tone) => tones.includes(tone)) ?? 'idle';
}
