import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { SHORTCUTS, type Shortcut } from './shortcuts.js';

/** How long after the first key of a pair the second one may come. */
const PAIR_MS = 1_500;

/** Listens for the keys of the whole console; those without Ctrl or ⌘ are not for somebody who is typing. */
export function useShortcuts(open: (what: 'palette' | 'shortcuts') => void): void {
  const navigate = useNavigate();
  const before = useRef({ key: '', until: 0 });

  useEffect(() => {
    const listening = new AbortController();
    function follow({ opens }: Shortcut): void {
      if (typeof opens === 'string') open(opens);
      else void navigate(opens.path);
    }
    addEventListener(
      'keydown',
      (event) => {
        const held = heldBy(event);
        if (event.altKey || (held === '' && isTyping(event.target))) return;
        const { key, until } = before.current;
        const alone = held === '' ? event.key : `${held} ${event.key.toUpperCase()}`;
        const pressed = held === '' && Date.now() < until ? [`${key} ${event.key}`, alone] : [alone];
        const shortcut = SHORTCUTS.find(({ keys }) => pressed.some((each) => keys.includes(each)));
        before.current = { key: event.key, until: shortcut ? 0 : Date.now() + PAIR_MS };
        if (!shortcut) return;
        if (held !== '') event.preventDefault();
        follow(shortcut);
      },
      { signal: listening.signal },
    );
    return () => listening.abort();
  }, [navigate, open]);
}

function heldBy({ ctrlKey, metaKey }: KeyboardEvent): string {
  if (metaKey) return '⌘';
  return ctrlKey ? 'Ctrl' : '';
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
