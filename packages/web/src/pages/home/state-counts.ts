import type { ResourceState } from '../../api/generated/graphql.js';
import { sayState } from '../../api/words.js';
import type { Tone } from '../../ui/tone.js';

const ORDER: readonly ResourceState[] = ['error', 'pending', 'creating', 'updating', 'deleting', 'active'];

interface Said {
  tone: Tone;
  /** `3 active`. */
  word: string;
}

/** How many are in each state, over all kinds; what needs somebody comes first, states without any are left out. */
export function sayCounts(counts: readonly { state: ResourceState; count: number }[]): Said[] {
  return ORDER.map((state) => ({
    state,
    sum: counts.filter((each) => each.state === state).reduce((sum, { count }) => sum + count, 0),
  }))
    .filter(({ sum }) => sum > 0)
    .map(({ state, sum }) => {
      const { tone, word } = sayState(state);
      return { tone, word: `${sum} ${word.toLowerCase()}` };
    });
}
