import type { ReactNode } from 'react';
import { StateMark } from '../../../ui/state-mark.js';
import type { Picture } from './picture.js';
import styles from './reasons.module.css';

/** Why things are not as wanted, where that is known: the sentences behind the marks in the picture. */
export function Reasons({ picture }: { picture: Picture }): ReactNode {
  const concerned = picture.elements.filter(({ reason }) => reason !== undefined);
  if (concerned.length === 0) return null;
  return (
    <ul className={styles['reasons']} aria-label="What is not as wanted">
      {concerned.map(({ id, kind, name, tone, word, reason }) => (
        <li key={id} className={styles['item']}>
          <StateMark tone={tone} word={word} />
          <span className={styles['text']}>
            <strong>
              {kind} {name}
            </strong>{' '}
            <span dir="auto">{reason}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
