/**
 * When to look at a running action again: soon while it is young, since most take a second or two, and ever
 * more seldom as it ages. A 1 s action is seen within a quarter of a second, a 30 s one costs about 15 looks.
 */
export interface ActionPace {
  /** Since we first heard of it. */
  readonly ageMs: number;
  /** Percent; 0 says nothing. */
  readonly progress: number;
  /** Share of the project's rate limit that is left, from 0 to 1. */
  readonly rateLimitShareLeft: number;
}

const MIN_DELAY_MS = 250;
const MAX_DELAY_MS = 5_000;
/** Below this share, polls make room for the calls that get something done. */
const AMPLE_SHARE = 0.5;
const MAX_STRETCH = 10;

export function pollDelayMs(pace: ActionPace): number {
  const stretch = AMPLE_SHARE / Math.max(pace.rateLimitShareLeft, AMPLE_SHARE / MAX_STRETCH);
  return Math.round(ownDelayMs(pace) * Math.max(1, stretch));
}

/**
 * Without progress: half its age. With it: half of what is left at the pace so far, but no less than a
 * twentieth of its age, for the actions that stay at 99 %.
 */
function ownDelayMs({ ageMs, progress }: ActionPace): number {
  const isProgressKnown = progress > 0 && progress < 100;
  const leftMs = isProgressKnown ? (ageMs * (100 - progress)) / progress : ageMs;
  return Math.min(MAX_DELAY_MS, Math.max(MIN_DELAY_MS, ageMs / 20, leftMs / 2));
}
