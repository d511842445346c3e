import { describe, expect, test } from 'vitest';
import { bootstrapModule } from './modules.js';

interface Counts {
  passed: number;
  failed: number;
  skipped: string[];
}
interface Part {
  title: string;
  exitCode: number;
  counts?: Counts;
}
interface TestReport {
  readVitest: (report: unknown) => Counts;
  readPlaywright: (report: unknown) => Counts;
  summaryOf: (parts: Part[], options: { isComplete: boolean }) => { lines: string[]; isGood: boolean };
}

const { readVitest, readPlaywright, summaryOf } = await bootstrapModule<TestReport>('test-report');

const NEEDS_REDIS = 'jobs [needs redis-server: apt-get install redis-server] > run once';

function aPart(title: string, counts: Partial<Counts> = {}, exitCode = counts.failed ? 1 : 0): Part {
  return { title, exitCode, counts: { passed: 0, failed: 0, skipped: [], ...counts } };
}

function lastLine(parts: Part[], isComplete = false): string | undefined {
  return summaryOf(parts, { isComplete }).lines.at(-1);
}

test("vitest's report is counted, also a file that did not load", () => {
  const report = {
    testResults: [
      {
        status: 'failed',
        assertionResults: [
          { status: 'passed', ancestorTitles: [], title: 'a' },
          { status: 'failed', ancestorTitles: [], title: 'b' },
          { status: 'skipped', ancestorTitles: ['group [needs root]'], title: 'c' },
        ],
      },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(readVitest(report)).toEqual({ passed: 1, failed: 2, skipped: ['group [needs root] > c'] });
});

function story(title: string, status: string, annotations: unknown[] = []) {
  return { title, tests: [{ status, annotations }] };
}

test("Playwright's report is counted, with the reason of a skip", () => {
  const report = {
    suites: [
      {
        title: 'path.e2e.ts',
        specs: [story('converges', 'expected')],
        suites: [
          {
            title: 'in a browser',
            specs: [
              story('fails', 'unexpected'),
              story('draws', 'skipped', [
                { type: 'skip', description: 'needs chromium: apt-get install chromium' },
              ]),
            ],
          },
        ],
      },
    ],
  };
  expect(readPlaywright(report)).toEqual({
    passed: 1,
    failed: 1,
    skipped: ['path.e2e.ts > in a browser > draws > [needs chromium: apt-get install chromium]'],
  });
});

describe('the last line', () => {
  test('sums up all suites', () => {
    expect(lastLine([aPart('unit', { passed: 3 }), aPart('integration', { passed: 2, failed: 1 })])).toBe(
      '5 passed, 1 failed',
    );
  });

  test('never says that all is well when a check or a tool failed', () => {
    expect(lastLine([{ title: 'lint', exitCode: 1 }, aPart('unit', { passed: 3 })])).toBe(
      '3 passed, 1 failed',
    );
    expect(lastLine([aPart('unit', { passed: 3 }, 1)])).toBe('3 passed, 1 failed');
  });
});

describe('a skip', () => {
  const skipped = [NEEDS_REDIS, NEEDS_REDIS, 'x [needs root]', 'y > SKIPPED: no Chromium; install chromium'];
  const parts = [aPart('integration', { passed: 1, skipped })];

  test('is told with how to have it', () => {
    const { lines, isGood } = summaryOf(parts, { isComplete: false });
    expect(lines).toContain('  2 × needs redis-server: apt-get install redis-server');
    expect(lines).toContain('  1 × needs root');
    expect(lines).toContain('  1 × no Chromium; install chromium');
    expect(isGood).toBe(true);
  });

  test('of what can be installed is a failure where everything has been', () => {
    expect(lastLine(parts, true)).toBe('1 passed, 3 failed');
    expect(summaryOf(parts, { isComplete: true }).isGood).toBe(false);
  });

  test('without a reason is a failure there too', () => {
    expect(lastLine([aPart('unit', { skipped: ['later'] })], true)).toBe('0 passed, 1 failed');
  });
});
