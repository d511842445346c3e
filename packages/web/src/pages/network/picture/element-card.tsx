import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sayEvidence } from '../../../api/words.js';
import { RelativeTime } from '../../../ui/relative-time.js';
import { StateMark } from '../../../ui/state-mark.js';
import styles from './element-card.module.css';
import type { Box } from './layout.js';
import type { Element } from './picture.js';

interface ElementCardProps {
  element: Element;
  box: Box | undefined;
  /** Where the card leads; a card without it is only looked at. */
  href: string | undefined;
  isSelected: boolean;
  /** Whether it is on the way that is followed; `undefined` when none is. */
  isLit: boolean | undefined;
}

/** One thing: its name, what is wanted beside what is there, its state, and how old that knowledge is. */
export function ElementCard({ element, box, href, isSelected, isLit }: ElementCardProps): ReactNode {
  const { name, layer, wanted, real, tone, word, evidence, observedAt } = element;
  if (!box) return null;
  return (
    <li
      className={styles['card']}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      data-tone={tone}
      data-layer={layer}
      data-selected={isSelected}
      data-lit={isLit}
    >
      <p className={styles['name']} title={name}>
        {href === undefined ? (
          name
        ) : (
          <Link to={href} preventScrollReset aria-current={isSelected ? 'true' : undefined}>
            {name}
          </Link>
        )}
      </p>
      {word !== '' && (
        <>
          <Row title="want" value={wanted} />
          <Row title="real" value={real} />
          <p className={styles['state']} title={sayEvidence(evidence ?? null)}>
            <StateMark tone={tone} word={word} />
            <span className={styles['age']}>
              {observedAt !== undefined && <RelativeTime at={observedAt} isShort />}
            </span>
          </p>
        </>
      )}
    </li>
  );
}

function Row({ title, value }: { title: string; value: string }): ReactNode {
  return (
    <p className={styles['row']} title={value}>
      <span className={styles['label']}>{title}</span>
      <span className={styles['value']}>{value}</span>
    </p>
  );
}
