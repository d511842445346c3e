import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchCalls } from './calls/calls.js';
import { benchConsole } from './console.js';
import { benchConsoleMap } from './console-map.js';
import { benchConvergence } from './convergence.js';
import { benchEgress } from './egress/egress.js';
import { benchGraphql } from './graphql.js';
import { benchLists } from './lists.js';
import type { BenchOptions } from './options.js';
import { benchReads } from './reads.js';
import { benchStart } from './start.js';
import { benchSweep } from './sweep.js';
import { tableOf, type Row, type Tables } from './table.js';

/** Each gives its rows; `npm run bench NAME` runs one, `npm run bench` all. */
const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<Row[] | Tables>>> = {
  calls: benchCalls,
  convergence: benchConvergence,
  start: benchStart,
  reads: benchReads,
  lists: benchLists,
  sweep: benchSweep,
  egress: benchEgress,
  graphql: benchGraphql,
  console: benchConsole,
  'console-map': benchConsoleMap,
};

const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    requests: { type: 'string', default: '1000000' },
    instances: { type: 'string', default: '1,50' },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
for (const name of names) {
  const bench = BENCHES[name];
  if (!bench) {
    process.stderr.write(`There is no bench "${name}"; there are ${Object.keys(BENCHES).join(', ')}.\n`);
    process.exitCode = 2;
    continue;
  }
  const result = await bench({
    requests: Number(values.requests),
    instances: values.instances.split(',').map(Number),
  });
  for (const rows of Array.isArray(result) ? [result] : Object.values(result)) {
    process.stdout.write(`${tableOf(rows)}\n\n`);
  }
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}${name}.json`, `${JSON.stringify(result, undefined, 2)}\n`);
}
