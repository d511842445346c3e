/** The keys that work everywhere: what is listed is what is listened for. */
import type { OperatorRole } from '../api/generated/graphql.js';
import { DESTINATIONS } from './destinations.js';

export interface Shortcut {
  /** Each way to press it: `Ctrl K` at once, `g h` one after the other. */
  keys: readonly string[];
  /** What it does, for people. */
  what: string;
  /** Whom it is for. */
  role: OperatorRole;
  /** What it opens, or the path that it leads to. */
  opens: 'palette' | 'shortcuts' | { path: string };
}

export const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: ['Ctrl K', '⌘ K'],
    what: 'Find a resource by name, URN, address or Hetzner id',
    role: 'viewer',
    opens: 'palette',
  },
  { keys: ['?'], what: 'This list', role: 'viewer', opens: 'shortcuts' },
  ...DESTINATIONS.map(({ word, key, path, role }) => ({
    keys: [`g ${key}`],
    what: `Go to ${word}`,
    role,
    opens: { path },
  })),
];
