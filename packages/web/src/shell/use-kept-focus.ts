import { useEffect } from 'react';

/** What can have the keyboard instead of something in it. */
const PLACES = 'main, section, dialog[open], [tabindex]';

/**
 * Where what has the keyboard goes from the page, by what was pressed or by what others changed, the keyboard stays with
 * the part that it was in; browsers would begin at the top of the page again.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    /** What has the keyboard, and what that is in, from the inside. */
    let around: readonly HTMLElement[] = [];
    addEventListener('focusin', ({ target }) => (around = upwardsFrom(target)), { signal });
    addEventListener(
      'focusout',
      ({ target }) =>
        // Whoever left it while it is still there meant to.
        queueMicrotask(() => {
          if (target instanceof Element && target.isConnected) around = [];
        }),
      { signal },
    );
    const watching = new MutationObserver(() => {
      if (around[0] === undefined || around[0].isConnected || document.activeElement !== document.body)
        return;
      const place = around.find((each) => each.isConnected && each.matches(PLACES));
      takeFocus(place ?? document.querySelector('main'));
    });
    watching.observe(document.body, { childList: true, subtree: true });
    signal.addEventListener('abort', () => watching.disconnect());
    return () => listening.abort();
  }, []);
}

function upwardsFrom(target: EventTarget | null): HTMLElement[] {
  const way: HTMLElement[] = [];
  for (let each = target instanceof HTMLElement ? target : null; each; each = each.parentElement)
    way.push(each);
  return way;
}

function takeFocus(place: HTMLElement | null): void {
  if (!place) return;
  if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
