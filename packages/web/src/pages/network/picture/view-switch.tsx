import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './view-switch.module.css';
import { VIEWS, VIEW_WORDS, type View } from './views.js';

/** Chooses between intent, reality and their difference; the choice is in the address. */
export function ViewSwitch({ view, hrefOf }: { view: View; hrefOf: (view: View) => string }): ReactNode {
  return (
    <nav className={styles['switch']} aria-label="What the picture shows">
      {VIEWS.map((each) => (
        <Link
          key={each}
          to={hrefOf(each)}
          replace
          preventScrollReset
          className={styles['choice']}
          aria-current={each === view ? 'true' : undefined}
          title={VIEW_WORDS[each].about}
        >
          {VIEW_WORDS[each].title}
        </Link>
      ))}
    </nav>
  );
}
