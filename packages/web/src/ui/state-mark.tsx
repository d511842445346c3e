import type { ReactNode } from 'react';
import styles from './state-mark.module.css';
import type { Tone } from './tone.js';

/** A state by shape, colour and word; never by colour alone. */
export function StateMark({ tone, word }: { tone: Tone; word: string }): ReactNode {
  return (
    <span className={styles['mark']} data-tone={tone}>
      <StateShape tone={tone} />
      <span>{word}</span>
    </span>
  );
}

/** The shape alone, where a word stands beside it. */
export function StateShape({ tone }: { tone: Tone }): ReactNode {
  return (
    <svg className={styles['shape']} data-tone={tone} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[tone]}
    </svg>
  );
}

const SHAPES: Readonly<Record<Tone, ReactNode>> = {
  // A full disc with a tick.
  ok: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path className={styles['cut']} d="m4.8 8.3 2.2 2.2 4.3-4.7" />
    </>
  ),
  // A disc of which one half is full.
  assumed: (
    <>
      <circle className={styles['ring']} cx="8" cy="8" r="6.2" />
      <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
    </>
  ),
  // A clock.
  waiting: (
    <>
      <circle className={styles['ring']} cx="8" cy="8" r="6.2" />
      <path className={styles['stroke']} d="M8 4.4V8l2.4 1.7" />
    </>
  ),
  // A full square on its point with a cross.
  broken: (
    <>
      <path d="M8 .6 15.4 8 8 15.4.6 8z" fill="currentColor" />
      <path className={styles['cut']} d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" />
    </>
  ),
  // A broken ring.
  unknown: <circle className={styles['ring']} cx="8" cy="8" r="6.2" strokeDasharray="2.6 2.3" />,
  // A dash.
  idle: (
    <>
      <circle className={styles['ring']} cx="8" cy="8" r="6.2" />
      <path className={styles['stroke']} d="M5.2 8h5.6" />
    </>
  ),
};
