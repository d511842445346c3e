import type { ReactNode } from 'react';
import { StateShape } from '../../../ui/state-mark.js';
import type { Problem } from './follow.js';
import type { Layout } from './layout.js';
import styles from './problem-flag.module.css';

const FLAG_WIDTH = 168;

interface ProblemFlagProps {
  problem: Problem;
  layout: Layout;
  way: readonly string[];
}

/** Names, where it stands, what keeps an instance from the internet. */
export function ProblemFlag({ problem, layout, way }: ProblemFlagProps): ReactNode {
  const from = layout.boxes.get(way[problem.after] ?? '');
  const to = layout.boxes.get(way[problem.after + 1] ?? '');
  if (!from) return null;
  const right = from.x + from.width;
  const x = to ? (right + to.x) / 2 : right + 12;
  // The line may lead up or down; halfway along it is where its cross would be.
  const y = to ? (from.y + from.height / 2 + to.y + to.height / 2) / 2 : from.y + from.height / 2;
  const top = from.y + from.height + 4;
  const left = Math.min(Math.max(0, x - FLAG_WIDTH / 2), layout.width - FLAG_WIDTH);
  return (
    <>
      <svg
        className={styles['pole']}
        width={layout.width}
        height={layout.height}
        data-tone={problem.tone}
        aria-hidden="true"
      >
        <path d={`M${x} ${Math.min(y, top)}V${top}`} />
        <circle cx={x} cy={Math.min(y, top)} r="3.5" />
      </svg>
      <p className={styles['flag']} style={{ left, top, width: FLAG_WIDTH }} data-tone={problem.tone}>
        <StateShape tone={problem.tone} />
        {problem.text}
      </p>
    </>
  );
}
