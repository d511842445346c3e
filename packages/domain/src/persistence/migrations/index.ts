import { Initial1795240000000 } from './1795240000000-initial.js';

/** Every migration, oldest first. Forward-only, and safe while the previous version still runs. */
export const migrations = [Initial1795240000000];
