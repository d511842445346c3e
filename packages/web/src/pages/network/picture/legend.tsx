import type { ReactNode } from 'react';
import { StateMark } from '../../../ui/state-mark.js';
import type { Tone } from '../../../ui/tone.js';
import styles from './legend.module.css';
import lineStyles from './line-drawing.module.css';
import { crossAt } from './line-edge.js';
import { LINE_STATES, LINE_WORDS } from './picture.js';

const MARKS: readonly { tone: Tone; word: string }[] = [
  { tone: 'ok', word: 'Seen at Hetzner' },
  { tone: 'assumed', word: 'Assumed, nothing reports it' },
  { tone: 'waiting', word: 'On its way' },
  { tone: 'broken', word: 'Will not come by itself' },
  { tone: 'idle', word: 'Not needed' },
];

/** What lines and marks mean. */
export function Legend(): ReactNode {
  return (
    <div className={styles['legend']}>
      <ul aria-label="Lines" className={styles['list']}>
        {LINE_STATES.map((state) => (
          <li key={state} className={styles['item']}>
            <svg width="38" height="12" aria-hidden="true">
              <g className={lineStyles['line']} data-state={state}>
                <path className={lineStyles['stroke']} d="M1 6H37" />
                {state === 'broken' && <path className={lineStyles['cross']} d={crossAt({ x: 19, y: 6 })} />}
              </g>
            </svg>
            {LINE_WORDS[state]}
          </li>
        ))}
      </ul>
      <ul aria-label="Marks" className={styles['list']}>
        {MARKS.map(({ tone, word }) => (
          <li key={tone}>
            <StateMark tone={tone} word={word} />
          </li>
        ))}
        <li>12 s: seen so long ago</li>
      </ul>
    </div>
  );
}
