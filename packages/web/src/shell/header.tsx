import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Connectedness } from '../api/changes.js';
import { signOut } from '../api/session.js';
import { paths } from '../paths.js';
import { Button } from '../ui/button.js';
import { Logo } from '../ui/logo.js';
import { StateMark } from '../ui/state-mark.js';
import type { Tone } from '../ui/tone.js';
import styles from './header.module.css';

const SAID: Readonly<Record<Connectedness, { tone: Tone; word: string }>> = {
  connecting: { tone: 'waiting', word: 'Connecting' },
  live: { tone: 'ok', word: 'Live' },
  lost: { tone: 'waiting', word: 'Reconnecting' },
};

export function Header({ connectedness }: { connectedness: Connectedness }): ReactNode {
  return (
    <header className={styles['header']}>
      <Link to={paths.home()} className={styles['brand']}>
        <Logo />
        <span>
          SECA <span className={styles['for']}>gateway for Hetzner Cloud</span>
        </span>
      </Link>
      <div className={styles['end']}>
        <StateMark {...SAID[connectedness]} />
        <Button look="quiet" onClick={() => void signOut()}>
          Sign out
        </Button>
      </div>
    </header>
  );
}
