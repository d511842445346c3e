import { useMemo, type ReactNode } from 'react';
import { ElementCard } from './element-card.js';
import { layOut } from './layout.js';
import { LineDrawing } from './line-drawing.js';
import styles from './picture-view.module.css';
import { LAYER_WORDS, type Picture } from './picture.js';
import { ProblemFlag } from './problem-flag.js';
import type { Followed } from './follow.js';
import { useWidth } from './use-width.js';

interface PictureViewProps {
  picture: Picture;
  /** The way that is lit; the rest steps back. */
  followed: Followed | undefined;
  /** The address that follows the element, for those that can be followed. */
  hrefOf: (elementId: string) => string | undefined;
}

/** The picture of a network. Everything in it is in `PictureTable` as text. */
export function PictureView({ picture, followed, hrefOf }: PictureViewProps): ReactNode {
  const [place, room] = useWidth();
  const layout = useMemo(() => layOut(picture, room), [picture, room]);
  const lit = useMemo(() => (followed ? new Set(followed.way) : undefined), [followed]);

  return (
    <div ref={place} className={styles['room']} role="group" aria-label="Picture of the way out" tabIndex={0}>
      <div className={styles['picture']} style={{ width: layout.width, height: layout.height }}>
        <LineDrawing layout={layout} litLines={followed?.lines} />
        {layout.columns.map(({ layer, x, width }) => {
          const elements = picture.elements.filter((element) => element.layer === layer);
          const words = LAYER_WORDS[layer];
          return (
            <div key={layer} role="group" aria-label={words.title}>
              <h3 className={styles['title']} style={{ left: x, width }}>
                {words.title}
              </h3>
              {elements.length === 0 && (
                <p className={styles['none']} style={{ left: x, width }}>
                  {words.none}
                </p>
              )}
              <ul>
                {elements.map((element) => (
                  <ElementCard
                    key={element.id}
                    element={element}
                    box={layout.boxes.get(element.id)}
                    href={hrefOf(element.id)}
                    isSelected={followed?.way[0] === element.id}
                    isLit={lit?.has(element.id)}
                  />
                ))}
              </ul>
            </div>
          );
        })}
        {followed?.problem && <ProblemFlag problem={followed.problem} layout={layout} way={followed.way} />}
      </div>
    </div>
  );
}
