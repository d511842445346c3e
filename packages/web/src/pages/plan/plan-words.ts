import type { PlanAction } from '../../api/generated/graphql.js';
import { euroText } from '../../resource/euros.js';
import type { Tone } from '../../ui/tone.js';

const ACTIONS: Readonly<Record<PlanAction, { tone: Tone; word: string }>> = {
  create: { tone: 'ok', word: 'Create' },
  change: { tone: 'assumed', word: 'Change' },
  replace: { tone: 'waiting', word: 'Replace' },
  delete: { tone: 'broken', word: 'Delete' },
  none: { tone: 'idle', word: 'Leave as it is' },
};

export function sayAction(action: PlanAction): { tone: Tone; word: string } {
  return ACTIONS[action];
}

/** `€4.51 more per month`: what a plan makes of the monthly cost. */
export function differenceText(before: number, after: number): string {
  const difference = Math.round((after - before) * 100) / 100;
  if (difference === 0) return 'as much per month as now';
  return `${euroText(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'} per month`;
}
