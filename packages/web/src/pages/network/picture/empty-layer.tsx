import type { Node, NodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import styles from './map-view.module.css';

export type EmptyData = { text: string };

/** What stands in a column that has nothing. */
export function EmptyNode({ data }: NodeProps<Node<EmptyData, 'empty'>>): ReactNode {
  return <p className={styles['none']}>{data.text}</p>;
}
