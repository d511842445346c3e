import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { shellQuery } from '../api/me.js';
import { includesRole } from '../api/roles.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogEnd } from '../ui/dialog.js';
import styles from './shortcut-list.module.css';
import { SHORTCUTS } from './shortcuts.js';

/** The keys that work everywhere, for whoever is signed in. */
export function ShortcutList({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { data } = useQuery(shellQuery);
  const role = data?.me.role ?? 'viewer';
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose}>
      <dl className={styles['list']}>
        {SHORTCUTS.filter((each) => includesRole(role, each.role)).map(({ keys, what }) => (
          <div key={what} className={styles['item']}>
            <dt>
              {keys.map((each, index) => (
                <span key={each}>
                  {index > 0 && ' or '}
                  <kbd>{each}</kbd>
                </span>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <DialogEnd>
        <Button onClick={onClose}>Close</Button>
      </DialogEnd>
    </Dialog>
  );
}
