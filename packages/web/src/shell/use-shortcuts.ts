import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { DESTINATIONS } from './destinations.js';

/** How long after `g` the second key may come. */
const PAIR_MS = 1_500;

interface Shortcuts {
  onSearch: () => void;
  onHelp: () => void;
}

/** Listens for the keys of the whole console; those of letters alone are not for somebody who is typing. */
export function useShortcuts({ onSearch, onHelp }: Shortcuts): void {
  const navigate = useNavigate();
  const pairUntil = useRef(0);

  useEffect(() => {
    const listening = new AbortController();
    addEventListener(
      'keydown',
      (event) => {
        if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
          event.preventDefault();
          onSearch();
          return;
        }
        if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
        if (event.key === '?') onHelp();
        else if (event.key === 'g') pairUntil.current = Date.now() + PAIR_MS;
        else if (Date.now() < pairUntil.current) {
          pairUntil.current = 0;
          const destination = DESTINATIONS.find(({ key }) => key === event.key);
          if (destination) void navigate(destination.path);
        }
      },
      { signal: listening.signal },
    );
    return () => listening.abort();
  }, [navigate, onSearch, onHelp]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
