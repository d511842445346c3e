import { useId, type ReactNode } from 'react';
import { sayEvidence, sayHop } from '../api/words.js';
import { RelativeTime } from '../ui/relative-time.js';
import { StateMark } from '../ui/state-mark.js';
import { momentText } from '../ui/time.js';
import { messageOf, wordsOf, type Hop } from './hops.js';
import styles from './ladder.module.css';

interface RungProps {
  hop: Hop;
  isOpen: boolean;
  /** Buttons or links that help. */
  action: ReactNode;
  onToggle: () => void;
}

/** One hop: its state, what is known of it, how and since when; opened, what it is and what to do. */
export function Rung({ hop, isOpen, action, onToggle }: RungProps): ReactNode {
  const id = useId();
  const { title } = wordsOf(hop.name);
  return (
    <li className={styles['rung']} data-state={hop.state}>
      <button
        type="button"
        className={styles['button']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
      >
        <span className={styles['title']}>{title}</span>
        <StateMark {...sayHop(hop.state)} />
        <span className={styles['message']} dir="auto">
          {messageOf(hop)}
        </span>
        <span className={styles['evidence']}>
          {hop.observedAt === null ? 'declared' : <RelativeTime at={hop.observedAt} />}
        </span>
        <svg className={styles['arrow']} viewBox="0 0 16 16" aria-hidden="true">
          <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
        </svg>
      </button>
      <div id={id} className={styles['more']} hidden={!isOpen}>
        <More hop={hop} action={action} />
      </div>
    </li>
  );
}

function More({ hop, action }: Pick<RungProps, 'hop' | 'action'>): ReactNode {
  const { about } = wordsOf(hop.name);
  return (
    <>
      <p>{about}</p>
      {hop.fix !== null && (
        <p>
          <strong>What to do:</strong> {hop.fix}
        </p>
      )}
      {action && <div className={styles['action']}>{action}</div>}
      <p>
        <span className={styles['how']}>How it is known:</span> {sayEvidence(hop.evidence)}
        {hop.observedAt !== null && `, ${momentText(hop.observedAt)}`}
        {hop.code !== null && (
          <>
            {' · '}
            <code>{hop.code}</code>
          </>
        )}
      </p>
    </>
  );
}
