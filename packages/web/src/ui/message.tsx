import type { ReactNode } from 'react';
import styles from './message.module.css';
import { StateShape } from './state-mark.js';
import type { Tone } from './tone.js';

interface MessageProps {
  tone: Tone;
  /** The fact, in a sentence. */
  title: string;
  /** What it means, and what to do. */
  children?: ReactNode;
  /** `alert` is read out at once, `status` when there is a pause; nothing for what is there from the start. */
  role?: 'alert' | 'status';
}

/** Something to know, set apart from the rest. */
export function Message({ tone, title, children, role }: MessageProps): ReactNode {
  return (
    <div className={styles['message']} data-tone={tone} {...(role ? { role } : {})}>
      <StateShape tone={tone} />
      <div className={styles['text']}>
        <p className={styles['title']}>{title}</p>
        {children}
      </div>
    </div>
  );
}
