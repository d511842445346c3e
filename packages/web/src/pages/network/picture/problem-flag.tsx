import type { Node, NodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { StateShape } from '../../../ui/state-mark.js';
import type { Tone } from '../../../ui/tone.js';
import type { Problem } from './follow.js';
import type { Layout } from './layout.js';
import styles from './problem-flag.module.css';

const WIDTH = 208;
const HEIGHT = 22;

export type FlagData = {
  tone: Tone;
  text: string;
  /** From the flag's top left corner to the middle of the line that it is about. */
  pole: { x: number; y: number };
};

/** Where a flag names what keeps an instance from the internet: below the card behind which it stands. */
export function flagAt(
  { after, tone, text }: Problem,
  { boxes, width }: Layout,
  way: readonly string[],
): Node<FlagData, 'flag'> | undefined {
  const from = boxes.get(way[after] ?? '');
  const to = boxes.get(way[after + 1] ?? '');
  if (!from) return undefined;
  const right = from.x + from.width;
  // The line may lead up or down; halfway along it is where its cross would be.
  const x = to ? (right + to.x) / 2 : right + 12;
  const y = to ? (from.y + from.height / 2 + to.y + to.height / 2) / 2 : from.y + from.height / 2;
  const top = from.y + from.height + 3;
  const left = Math.min(Math.max(0, x - WIDTH / 2), Math.max(0, width - WIDTH));
  return {
    id: 'flag',
    type: 'flag',
    position: { x: left, y: top },
    width: WIDTH,
    height: HEIGHT,
    zIndex: 1,
    data: { tone, text, pole: { x: x - left, y: y - top } },
  };
}

export function FlagNode({ data: { tone, text, pole } }: NodeProps<Node<FlagData, 'flag'>>): ReactNode {
  return (
    <>
      <svg className={styles['pole']} data-tone={tone} aria-hidden="true">
        {pole.y < 0 && <path d={`M${pole.x} ${pole.y}V0`} />}
        <circle cx={pole.x} cy={Math.min(pole.y, 0)} r="3.5" />
      </svg>
      <p className={styles['flag']} data-tone={tone}>
        <StateShape tone={tone} />
        {text}
      </p>
    </>
  );
}
