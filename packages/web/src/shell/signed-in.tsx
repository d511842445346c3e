import { QueryClientProvider } from '@tanstack/react-query';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { Outlet, ScrollRestoration } from 'react-router';
import { createQueryClient } from '../api/client.js';
import { followChanges, type Connectedness } from '../api/changes.js';
import { Header } from './header.js';
import { LostConnection } from './lost-connection.js';
import { Navigation } from './navigation.js';
import { Palette } from './palette.js';
import { ShortcutList } from './shortcut-list.js';
import styles from './signed-in.module.css';
import { useFocusOnNavigation } from './use-focus-on-navigation.js';
import { useShortcuts } from './use-shortcuts.js';

/** The frame of every screen. What was read with one token is forgotten with it. */
export function SignedIn({ token }: { token: string }): ReactNode {
  const [queryClient] = useState(createQueryClient);
  const [connectedness, setConnectedness] = useState<Connectedness>('connecting');
  useEffect(() => followChanges(queryClient, token, setConnectedness), [queryClient, token]);
  const main = useFocusOnNavigation();
  const [opened, setOpened] = useState<'palette' | 'shortcuts'>();
  const onSearch = useCallback(() => setOpened('palette'), []);
  const onHelp = useCallback(() => setOpened('shortcuts'), []);
  const onClose = useCallback(() => setOpened(undefined), []);
  useShortcuts(setOpened);

  return (
    <QueryClientProvider client={queryClient}>
      <a className={styles['skip']} href="#content">
        Skip to content
      </a>
      <Header connectedness={connectedness} onSearch={onSearch} onHelp={onHelp} />
      <Navigation />
      <Palette isOpen={opened === 'palette'} onClose={onClose} />
      <ShortcutList isOpen={opened === 'shortcuts'} onClose={onClose} />
      <LostConnection connectedness={connectedness} />
      <main id="content" className={styles['main']} ref={main} tabIndex={-1}>
        <Outlet />
      </main>
      <ScrollRestoration />
    </QueryClientProvider>
  );
}
