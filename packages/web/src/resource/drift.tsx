import type { ReactNode } from 'react';
import { StateMark } from '../ui/state-mark.js';

/** What somebody else has changed of an object at Hetzner, as sentences; nothing where there is none. */
export function Drift({ drift }: { drift: readonly string[] }): ReactNode {
  if (drift.length === 0) return null;
  return (
    <div>
      <StateMark tone="waiting" word="Somebody else has changed it at Hetzner:" />
      <ul>
        {drift.map((each) => (
          <li key={each} dir="auto">
            {each}
          </li>
        ))}
      </ul>
    </div>
  );
}
