import type { ReactNode } from 'react';
import styles from './code-block.module.css';
import { CopyButton } from './copy-button.js';

/** Commands or a document to be copied. */
export function CodeBlock({ title, code }: { title: string; code: string }): ReactNode {
  return (
    <figure className={styles['figure']}>
      <figcaption className={styles['caption']}>
        <span>{title}</span>
        <CopyButton text={code} label="Copy" />
      </figcaption>
      {/* Wider than a narrow screen, so it scrolls, also by keyboard. */}
      <pre className={styles['code']} tabIndex={0} role="group" aria-label={title}>
        {code}
      </pre>
    </figure>
  );
}
