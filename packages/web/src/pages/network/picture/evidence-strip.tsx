import type { ReactNode } from 'react';
import { sayEvidence } from '../../../api/words.js';
import { RelativeTime } from '../../../ui/relative-time.js';
import { StateMark } from '../../../ui/state-mark.js';
import { momentText } from '../../../ui/time.js';
import styles from './evidence-strip.module.css';
import { lineKey, LINE_WORDS, type Element, type Picture } from './picture.js';

/** For what has the focus, to be described by it; it is not read out by itself, since ages go on in it. */
export const STRIP_ID = 'map-evidence';

/** What is known of the thing or line that is pointed at, how, and since when. Its place is always there. */
export function EvidenceStrip({
  picture: { elements, lines },
  pointed,
}: {
  picture: Picture;
  /** Id of an element, or key of a line. */
  pointed: string | undefined;
}): ReactNode {
  const element = elements.find(({ id }) => id === pointed);
  const line = lines.find((each) => lineKey(each) === pointed);
  const nameOf = (id: string): string => elements.find((each) => each.id === id)?.name ?? '';
  return (
    <div className={styles['strip']} id={STRIP_ID} role="note" aria-label="What is pointed at">
      {element && <Known element={element} />}
      {line && (
        <p>
          <strong>
            {nameOf(line.from)} → {nameOf(line.to)}
          </strong>{' '}
          {LINE_WORDS[line.state]}
        </p>
      )}
      {!element && !line && (
        <p className={styles['soft']}>
          Point at something, or go there with the arrow keys, to see how it is known. Drag to move, Ctrl and
          wheel for the size.
        </p>
      )}
    </div>
  );
}

function Known({ element }: { element: Element }): ReactNode {
  const { kind, name, wanted, real, tone, word, reason, evidence, observedAt } = element;
  return (
    <>
      <p className={styles['facts']}>
        <strong>
          {kind} {name}
        </strong>
        {word !== '' && <StateMark tone={tone} word={word} />}
        {wanted !== '' && <span>wanted: {wanted}</span>}
        {real !== '' && <span>real: {real}</span>}
      </p>
      {word !== '' && (
        <p className={styles['soft']}>
          {reason !== undefined && <span dir="auto">{reason}. </span>}
          {sayEvidence(evidence ?? null)}
          {observedAt !== undefined && (
            <>
              , <RelativeTime at={observedAt} />, {momentText(observedAt)}
            </>
          )}
        </p>
      )}
    </>
  );
}
