import type { ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { Dialog, DialogEnd } from '../ui/dialog.js';
import { DESTINATIONS } from './destinations.js';
import styles from './shortcut-list.module.css';

/** The keys that work everywhere. */
export function ShortcutList({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose}>
      <dl className={styles['list']}>
        <dt>
          <kbd>Ctrl K</kbd> or <kbd>⌘ K</kbd>
        </dt>
        <dd>Find a resource by name, URN, address or Hetzner id</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>This list</dd>
        {DESTINATIONS.map(({ word, key }) => (
          <Keys key={key} keys={`g ${key}`} what={`Go to ${word}`} />
        ))}
      </dl>
      <DialogEnd>
        <Button onClick={onClose}>Close</Button>
      </DialogEnd>
    </Dialog>
  );
}

function Keys({ keys, what }: { keys: string; what: string }): ReactNode {
  return (
    <>
      <dt>
        <kbd>{keys}</kbd>
      </dt>
      <dd>{what}</dd>
    </>
  );
}
