import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './table.js';

const SHOWN = 12;

/** As V8 writes it. Source: Chrome DevTools Protocol, `Profiler.Profile`; times in µs. */
interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

/**
 * Runs `work` with arguments that make a Node program write its CPU profile when it ends, and gives the functions in
 * which it has spent most time by themselves. The first half of the profile, in which it starts and V8 still learns,
 * is left out.
 */
export async function profiled(work: (nodeArguments: readonly string[]) => Promise<void>): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'seca-bench-profile-'));
  try {
    await work(['--cpu-prof', `--cpu-prof-dir=${folder}`]);
    const [file = ''] = readdirSync(folder);
    return hottest(JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hottest({ nodes, samples, timeDeltas }: CpuProfile): Row[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  let total = 0;
  for (let index = Math.floor(samples.length / 2); index < samples.length; index++) {
    const name = names.get(samples[index] ?? 0) ?? '';
    if (name.startsWith('(idle)')) continue;
    const time = timeDeltas[index] ?? 0;
    times.set(name, (times.get(name) ?? 0) + time);
    total += time;
  }
  return [...times]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, SHOWN)
    .map(([name, time]) => ({ function: name, selfPercent: Math.round((1_000 * time) / total) / 10 }));
}

/** Without the way to the package, which is different on every machine. */
function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName || '(anonymous)';
  const file = url.replace(/^.*\/(node_modules|packages)\//, '');
  return file === '' ? name : `${name} ${file}:${lineNumber + 1}`;
}
