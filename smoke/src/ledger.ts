/** The page that says what was seen at Hetzner itself. */
import type { TrialOutcome } from './trial.js';

export const HETZNER_HOST = 'api.hetzner.cloud';

/** Stands in the page until the first entry takes its place. */
export const NOTHING_YET = 'None yet: Hetzner has never been called.';

export function isHetzner(endpoint: string): boolean {
  return new URL(endpoint).hostname === HETZNER_HOST;
}

/** An outcome, as a section of the page. */
export function entryOf({ record, parts, calls, spentEur, stoppedBy, left }: TrialOutcome): string {
  const rows = [
    ...parts.map(({ part, outcome, seen }) => [part, outcome, seen]),
    ['clean-up', left === 0 ? 'passed' : 'failed', `${left ?? 'an unknown number of'} left`],
  ];
  return [
    `### ${record.startedAt}, ${record.endpoint}`,
    '',
    ...(stoppedBy === undefined ? [] : [`Stopped before its end: ${inCell(stoppedBy)}.`, '']),
    '| part | outcome | seen |',
    '|---|---|---|',
    ...rows.map((cells) => `| ${cells.map((cell) => inCell(cell)).join(' | ')} |`),
    '',
    `${calls} calls; ${spentEur.toFixed(4)} of at most ${record.capEur} EUR, counted as if all had lived until ${record.expiresAt}.`,
    '',
  ].join('\n');
}

/**
 * The page with one more entry at its end. Only what was seen at Hetzner belongs there: throws for any other endpoint.
 */
export function withEntry(page: string, outcome: TrialOutcome): string {
  if (!isHetzner(outcome.record.endpoint)) throw new Error(`${outcome.record.endpoint} is not Hetzner`);
  return `${page.replace(`${NOTHING_YET}\n`, '').trimEnd()}\n\n${entryOf(outcome)}`;
}

function inCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}
