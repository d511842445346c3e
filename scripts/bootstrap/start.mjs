/** `npm start`: installs and builds what is not up to date, then becomes the demo's supervisor. */
import { requireNode } from './node-version.mjs';
import { endWithNpm } from './npm-parent.mjs';

requireNode();
endWithNpm();
const { ensureOrExit } = await import('./ensure.mjs');
await ensureOrExit();
// In this very process, so that nothing stands between the terminal's signals and the supervisor.
await import('../dist/src/start.js');
