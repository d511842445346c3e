/**
 * Adds up what the suites report. A test that is skipped says in its title, or in that of a group around it, what it
 * needs and how to have it: `[needs redis-server: apt-get install redis-server]`, or, when that is all that the title
 * has to say, `SKIPPED: no Redis; install redis-server`. A note without the word "install" speaks of something that
 * cannot be had that way, as in `[needs root]`.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson } from './workspace.mjs';

const NO_REASON = 'no reason given';

const READERS = { vitest: readVitest, playwright: readPlaywright };

/** Runs a suite that writes a JSON report to the file it is given; gives what came of it. */
export async function reportOf(kind, run) {
  const folder = mkdtempSync(join(tmpdir(), 'seca-report-'));
  const file = join(folder, 'report.json');
  try {
    const exitCode = await run(file);
    const counts = existsSync(file) ? READERS[kind](readJson(file)) : undefined;
    return { exitCode, ...(counts ? { counts } : {}) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts of vitest's JSON report: `{ passed, failed, skipped }`, the last as one title per test. */
export function readVitest({ testResults }) {
  const counts = { passed: 0, failed: 0, skipped: [] };
  for (const file of testResults) {
    // A file that cannot even be loaded has no tests to fail.
    if (file.status === 'failed' && file.assertionResults.length === 0) counts.failed += 1;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') counts.failed += 1;
      else counts.skipped.push([...test.ancestorTitles, test.title].join(' > '));
    }
  }
  return counts;
}

/** The same of Playwright's; a skipped story may give its note as the reason instead. */
export function readPlaywright({ suites, errors = [] }) {
  const counts = { passed: 0, failed: errors.length, skipped: [] };
  const walk = (suite, titles) => {
    for (const inner of suite.suites ?? []) walk(inner, [...titles, inner.title]);
    for (const spec of suite.specs ?? []) for (const test of spec.tests) add(test, [...titles, spec.title]);
  };
  const add = (test, titles) => {
    if (test.status === 'expected' || test.status === 'flaky') counts.passed += 1;
    else if (test.status === 'unexpected') counts.failed += 1;
    else counts.skipped.push([...titles, ...reasonsOf(test)].join(' > '));
  };
  for (const suite of suites) walk(suite, [suite.title]);
  return counts;
}

function reasonsOf({ annotations = [] }) {
  return annotations.flatMap(({ description }) =>
    description?.startsWith('needs ') ? [`[${description}]`] : [],
  );
}

/**
 * The last lines of `npm test`, and whether all is well. With `isComplete`, a skip of something that can be installed,
 * or that does not say what it needs, counts as a failure.
 */
export function summaryOf(parts, { isComplete }) {
  const lines = parts.map((part) => lineOf(part));
  const skips = countSkips(parts);
  if (skips.size > 0)
    lines.push('', 'Skipped:', ...[...skips].map(([note, count]) => `  ${count} × ${note}`));
  let passed = 0;
  let failed = 0;
  for (const part of parts) {
    passed += part.counts?.passed ?? 0;
    failed += failuresOf(part);
  }
  const unwanted = [...skips].filter(([note]) => /\binstall\b/.test(note) || note.startsWith(NO_REASON));
  if (isComplete && unwanted.length > 0) {
    lines.push('With CI=true, what can be installed may not be skipped; .ci/run installs it.');
    for (const [, count] of unwanted) failed += count;
  }
  return { lines: [...lines, '', `${passed} passed, ${failed} failed`], isGood: failed === 0 };
}

/** A part without a report, or whose tool failed beside its tests, counts as one failure: the sum never hides it. */
function failuresOf({ exitCode, counts }) {
  if (exitCode === 0) return counts?.failed ?? 0;
  return Math.max(counts?.failed ?? 0, 1);
}

function lineOf(part) {
  const { title, exitCode, counts, remark = 'ok' } = part;
  if (!counts) return `${title.padEnd(20)} ${exitCode === 0 ? remark : 'failed'}`;
  const skipped = counts.skipped.length > 0 ? `, ${counts.skipped.length} skipped` : '';
  return `${title.padEnd(20)} ${counts.passed} passed, ${failuresOf(part)} failed${skipped}`;
}

function countSkips(parts) {
  const notes = parts.flatMap(({ counts }) => counts?.skipped ?? []).map((title) => noteOf(title));
  return notes.reduce((counted, note) => counted.set(note, (counted.get(note) ?? 0) + 1), new Map());
}

function noteOf(title) {
  const [, bracketed, rest] = /\[(needs [^\]]+)\]|SKIPPED: (.+)/.exec(title) ?? [];
  return bracketed ?? rest ?? `${NO_REASON}: ${title}`;
}
