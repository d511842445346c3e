/** `npm start`: the demo in this terminal, until Ctrl-C. */
import { fileURLToPath } from 'node:url';
import { runDemo } from './supervisor/run.js';

await runDemo(fileURLToPath(new URL('../../..', import.meta.url)));
