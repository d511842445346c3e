import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchCalls } from './calls.js';
import { benchStart } from './start.js';
import { benchLists } from './lists.js';
import { benchReads } from './reads.js';
import { tableOf, type Row, type Tables } from './table.js';

/** Each gives its rows; `npm run bench NAME` runs one, `npm run bench` all. */
const BENCHES: Readonly<Record<string, () => Promise<Row[] | Tables>>> = {
  calls: benchCalls,
  start: benchStart,
  reads: benchReads,
  lists: benchLists,
};

const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url));

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHES);
for (const name of names) {
  const bench = BENCHES[name];
  if (!bench) {
    process.stderr.write(`There is no bench "${name}"; there are ${Object.keys(BENCHES).join(', ')}.\n`);
    process.exitCode = 2;
    continue;
  }
  const rows = await bench();
  for (const table of Array.isArray(rows) ? [rows] : Object.values(rows)) process.stdout.write(`${tableOf(table)}\n`);
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}${name}.json`, `${JSON.stringify(rows, undefined, 2)}\n`);
}
