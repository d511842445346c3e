const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;

/** A figure and its unit stay on one line. */
const GAP = '\u00a0';

/** `12 s ago`: how long `at` lies back at `now`, both in ms. A moment ahead, by clocks that differ, is now. */
export function ageText(at: number, now: number): string {
  const age = now - at;
  if (age < 2 * SECOND) return `just${GAP}now`;
  if (age < MONTH) return `${shortAgeText(at, now)}${GAP}ago`;
  return new Date(at).toISOString().slice(0, 10);
}

/** `12 s`: the same where there is little room. */
export function shortAgeText(at: number, now: number): string {
  const age = Math.max(0, now - at);
  if (age < MINUTE) return `${Math.floor(age / SECOND)}${GAP}s`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)}${GAP}min`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)}${GAP}h`;
  return `${Math.floor(age / DAY)}${GAP}days`;
}

/** `1.2 s`: a duration in ms, as exactly as anybody cares. */
export function durationText(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)}${GAP}ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)}${GAP}s`;
  if (ms < MINUTE) return `${Math.round(ms / SECOND)}${GAP}s`;
  const minutes = Math.floor(ms / MINUTE);
  const seconds = Math.round((ms % MINUTE) / SECOND);
  return seconds === 0 ? `${minutes}${GAP}min` : `${minutes}${GAP}min ${seconds}${GAP}s`;
}

const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** A sentence of the API, whose moments are in UTC, with each of them in full. */
export function withMoments(sentence: string): string {
  return sentence.replaceAll(MOMENT, momentText);
}

/** The moment in full, in the zone of whoever looks. */
export function momentText(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}
