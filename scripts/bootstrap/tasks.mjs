/** What each npm script does. A task gives its exit code, or nothing when it has turned into the program it runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserStories, film, hasBrowserStories, pictures } from './browser.mjs';
import { ensure } from './ensure.mjs';
import { proveWithGuests, recordedGuestProof } from './guest-proof.mjs';
import { install } from './install.mjs';
import { checkLicences } from './licences.mjs';
import { reportOf, summaryOf } from './test-report.mjs';
import { ToolFailure, runInTerminal, runQuietly } from './tool.mjs';
import { ROOT } from './workspace.mjs';

const tool = (path) => join(ROOT, 'node_modules', path);
const OXLINT = tool('oxlint/bin/oxlint');
const OXFMT = tool('oxfmt/bin/oxfmt');
const KNIP = tool('knip/bin/knip.js');
const VITEST = tool('vitest/vitest.mjs');

export const TASKS = {
  build: async () => {
    await ensure();
    return 0;
  },
  fmt: async (args) => {
    await install();
    return runInTerminal(process.execPath, [OXFMT, ...args]);
  },
  lint: async () => {
    await ensure();
    await checkAll();
    return 0;
  },
  check: async () => {
    await ensure();
    await checkAll();
    return vitest('unit', []);
  },
  'test:unit': async (args) => {
    await ensure();
    return vitest('unit', args);
  },
  'test:int': async (args) => {
    await ensure();
    return vitest('int', args);
  },
  e2e: async (args) => {
    await ensure();
    return browserStories(args);
  },
  screenshots: async (args) => {
    await ensure();
    return pictures(args);
  },
  film: async () => {
    await ensure();
    return film();
  },
  test: async () => {
    await ensure();
    return testEverything();
  },
  conformance: (args) => become('scripts/dist/src/conformance.js', args),
  bench: (args) => become('bench/dist/src/main.js', args),
  soak: (args) => become('packages/worker/dist/test/soak/main.js', args),
  simulator: (args) => become('packages/simulator/dist/src/main.js', args),
  'proof:egress': async (args) => {
    await ensure();
    return vitest('proof-egress', args);
  },
  'proof:guest': async (args) => {
    await ensure();
    const { exitCode } = await proveWithGuests((reporters) => vitest('proof-guest', [...reporters, ...args]));
    return exitCode;
  },
  'bootstrap-token': (args) => become('packages/server/dist/src/commands/bootstrap-token.js', args),
  'rotate-token-key': (args) => become('packages/server/dist/src/commands/rotate-token-key.js', args),
  cleanup: (args) => become('packages/worker/dist/src/commands/cleanup.js', args),
  'smoke:live': (args) => become('smoke/dist/src/main.js', args),
  'take-projects': (args) => become('packages/server/dist/src/commands/take-projects.js', args),
  'verify-audit': (args) => become('packages/server/dist/src/commands/verify-audit.js', args),
  token: (args) => become('scripts/dist/src/token.js', args),
};

async function checkFormat() {
  await runQuietly('format', process.execPath, [OXFMT, '--check']);
}

async function checkLint() {
  await runQuietly('lint', process.execPath, [OXLINT]);
}

async function checkUnused() {
  await runQuietly('unused files, exports, dependencies', process.execPath, [KNIP]);
}

/** What is looked at without being run, cheapest first. */
const CHECKS = { format: checkFormat, lint: checkLint, 'unused code': checkUnused, licences: checkLicences };

/** Runs the checks until one of them fails. */
async function checkAll() {
  for (const check of Object.values(CHECKS)) await check();
}

function vitest(project, args, env) {
  return runInTerminal(process.execPath, [VITEST, 'run', '--project', project, ...args], { env });
}

/** Runs a program of ours in this very process, so that nothing stands between it and the terminal's signals. */
async function become(script, args) {
  await ensure();
  const path = join(ROOT, script);
  if (!existsSync(path)) throw new ToolFailure(`There is no ${script}.`);
  process.argv = [process.execPath, path, ...args];
  await import(pathToFileURL(path).href);
}

/** Everything in order of cost; a part that fails does not keep the next from being run. */
async function testEverything() {
  const parts = [
    ...(await checkParts()),
    await part('unit tests', () => vitestWithReport('unit')),
    await part('integration tests', () => vitestWithReport('int')),
    await part('egress proof', () => vitestWithReport('proof-egress')),
    await part('browser stories', browserStoriesWithReport),
    await part('guests that boot', recordedGuestProof),
  ];
  const { lines, isGood } = summaryOf(parts, { isComplete: isTrue(process.env.CI) });
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return isGood ? 0 : 1;
}

async function checkParts() {
  const parts = [];
  for (const [title, check] of Object.entries(CHECKS)) parts.push(await part(title, check));
  return parts;
}

async function part(title, work) {
  try {
    return { title, exitCode: 0, ...(await work()) };
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return { title, exitCode: 1 };
  }
}

async function vitestWithReport(project) {
  return reportOf('vitest', (file) =>
    vitest(project, ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]),
  );
}

async function browserStoriesWithReport() {
  if (!hasBrowserStories()) return { remark: 'there are none' };
  return reportOf('playwright', (file) =>
    browserStories(['--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
  );
}

function isTrue(text) {
  return text !== undefined && !['', '0', 'false'].includes(text);
}
