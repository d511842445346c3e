import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Connectedness } from '../api/changes.js';
import { shellQuery } from '../api/me.js';
import { signOut } from '../api/session.js';
import { paths } from '../paths.js';
import { Badge } from '../ui/badge.js';
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

interface HeaderProps {
  connectedness: Connectedness;
  onSearch: () => void;
  onHelp: () => void;
}

export function Header({ connectedness, onSearch, onHelp }: HeaderProps): ReactNode {
  const { data } = useQuery(shellQuery);
  const isSimulated = data?.providerConnections.some((connection) => connection.isSimulated) ?? false;
  return (
    <header className={styles['header']}>
      <Link to={paths.home()} className={styles['brand']}>
        <Logo />
        <span>
          SECA <span className={styles['for']}>gateway for Hetzner Cloud</span>
        </span>
      </Link>
      {/* What is known later stands before what is there from the start, which it would push away else. */}
      <div className={styles['end']}>
        {data && (
          <span className={styles['me']} title={`Signed in as ${data.me.subject}`}>
            {data.me.role}
            {data.me.tenant !== null && ` of ${data.me.tenant}`}
          </span>
        )}
        {isSimulated && (
          <span className={styles['cloud']}>
            <Badge hint="Nothing of this is at Hetzner: a connection leads to a simulator.">
              Simulated cloud
            </Badge>
          </span>
        )}
        <Button look="quiet" onClick={onSearch}>
          Find <kbd className={styles['key']}>Ctrl K</kbd>
        </Button>
        <span className={styles['help']}>
          <Button look="quiet" onClick={onHelp}>
            Shortcuts
          </Button>
        </span>
        <span className={styles['connection']}>
          <StateMark {...SAID[connectedness]} />
        </span>
        <Button look="quiet" onClick={() => void signOut()}>
          Sign out
        </Button>
      </div>
    </header>
  );
}
