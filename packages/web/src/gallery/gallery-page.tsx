/** Every block of `ui/` in every state, light beside dark: for whoever works on them, and not part of the built console. */
import type { ReactNode } from 'react';
import styles from './gallery-page.module.css';
import { SPECIMENS } from './specimens.js';

const THEMES = ['light', 'dark'] as const;

export function GalleryPage(): ReactNode {
  return (
    <main className={styles['page']}>
      <title>Gallery · SECA gateway</title>
      <h1>Gallery</h1>
      <p>The blocks of ui/, each in all its states, in both themes.</p>
      {SPECIMENS.map(({ block, states }) => (
        <section key={block} className={styles['block']}>
          <h2>{block}</h2>
          {Object.entries(states).map(([state, render]) => (
            <section key={state} className={styles['state']}>
              <h3>{state}</h3>
              <div className={styles['themes']}>
                {THEMES.map((theme) => (
                  <div key={theme} className={styles['theme']} data-theme={theme}>
                    {render(theme)}
                  </div>
                ))}
              </div>
            </section>
          ))}
        </section>
      ))}
    </main>
  );
}
