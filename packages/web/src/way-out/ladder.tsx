import { useState, type ReactNode } from 'react';
import { firstProblem, type Hop } from './hops.js';
import styles from './ladder.module.css';
import { Rung } from './rung.js';

/** What the console can do itself about a hop; nothing where it cannot. */
export type FixOf = (hop: Hop) => ReactNode;

/** A way to the internet, one row per hop; the first that is not as it should be is open. */
export function Ladder({ hops, fixOf }: { hops: readonly Hop[]; fixOf?: FixOf }): ReactNode {
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  const problem = firstProblem(hops);
  return (
    <ol className={styles['ladder']} aria-label="Way out, hop by hop">
      {hops.map((hop) => {
        // What the operator has opened or closed stays so.
        const isOpen = chosen[hop.name] ?? hop === problem;
        return (
          <Rung
            key={hop.name}
            hop={hop}
            isOpen={isOpen}
            action={isOpen && fixOf?.(hop)}
            onToggle={() => setChosen({ ...chosen, [hop.name]: !isOpen })}
          />
        );
      })}
    </ol>
  );
}
