import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { use, type ReactNode } from 'react';
import { Link } from 'react-router';
import { RelativeTime } from '../../../ui/relative-time.js';
import { StateMark } from '../../../ui/state-mark.js';
import styles from './element-card.module.css';
import { STRIP_ID } from './evidence-strip.js';
import { EntryContext } from './map-entry.js';
import type { Element } from './picture.js';
import type { View } from './views.js';

export type CardData = {
  element: Element;
  view: View;
  /** A card without it is only looked at. */
  link: { href: string; about: string } | undefined;
  isSelected: boolean;
  /** Whether it is on the way that is followed; `undefined` when none is. */
  isLit: boolean | undefined;
};

/** One thing, or a lot of them: its name, what is wanted beside what is there, its state, how old that knowledge is. */
export function CardNode({ data }: NodeProps<Node<CardData, 'card'>>): ReactNode {
  const { element, view, link, isSelected, isLit } = data;
  const { id, layer, name, lot, tone, isMember = false } = element;
  const tabIndex = use(EntryContext) === id ? 0 : -1;
  return (
    <div
      className={styles['card']}
      data-tone={view === 'difference' ? tone : undefined}
      data-layer={layer}
      data-lot={lot !== undefined}
      data-member={isMember}
      data-selected={isSelected}
      data-lit={isLit}
      {...(link ? {} : { tabIndex, 'data-element': id, 'aria-describedby': STRIP_ID })}
    >
      <Handle type="target" position={Position.Left} className={styles['end'] ?? ''} isConnectable={false} />
      <Handle type="source" position={Position.Right} className={styles['end'] ?? ''} isConnectable={false} />
      <p className={styles['name']}>
        {link ? (
          <Link
            to={link.href}
            preventScrollReset
            draggable={false}
            tabIndex={tabIndex}
            data-element={id}
            aria-describedby={STRIP_ID}
            aria-current={isSelected ? 'true' : undefined}
            {...(lot ? { 'aria-expanded': lot.isOpen } : {})}
          >
            {name}
          </Link>
        ) : (
          name
        )}
        {lot && <span className={styles['about']}>{link?.about}</span>}
      </p>
      <Body element={element} view={view} />
    </div>
  );
}

function Body({ element, view }: { element: Element; view: View }): ReactNode {
  const { wanted, real, tone, word, observedAt, isMember } = element;
  if (word === '') return null;
  const age = (
    <span className={styles['age']}>
      {observedAt !== undefined && <RelativeTime at={observedAt} isShort />}
    </span>
  );
  const state = (
    <p className={styles['state']}>
      <StateMark tone={tone} word={word} />
      {age}
    </p>
  );
  if (isMember) return view === 'difference' ? state : <Row value={view === 'intent' ? wanted : real} />;
  return (
    <>
      {view !== 'reality' && <Row title="want" value={wanted} />}
      {view !== 'intent' && <Row title="real" value={real} />}
      {view === 'difference' && state}
      {view === 'reality' && (
        <p className={styles['row']}>{observedAt !== undefined && <>seen {age} ago</>}</p>
      )}
    </>
  );
}

function Row({ title, value }: { title?: string; value: string }): ReactNode {
  return (
    <p className={styles['row']}>
      {title !== undefined && <span className={styles['label']}>{title}</span>}
      <span className={styles['value']}>{value}</span>
    </p>
  );
}
