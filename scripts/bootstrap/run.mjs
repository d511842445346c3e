/** `npm run <task>`: brings the clone up to date, then does the task. The tasks are the npm scripts of `package.json`. */
import { requireNode } from './node-version.mjs';
import { endWithNpm } from './npm-parent.mjs';

requireNode();
endWithNpm();
const { orExit } = await import('./ensure.mjs');
const { TASKS } = await import('./tasks.mjs');

const [name = '', ...rest] = process.argv.slice(2);
const task = TASKS[name];
if (task === undefined) {
  process.stderr.write(`There is no task "${name}"; there are ${Object.keys(TASKS).join(', ')}.\n`);
  process.exit(1);
}
const exitCode = await orExit(() => task(rest));
// A task that has become a program of its own says itself how it ends.
if (exitCode !== undefined) process.exitCode = exitCode;
