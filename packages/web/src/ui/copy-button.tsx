import { useEffect, useState, type ReactNode } from 'react';
import { Button } from './button.js';

const SHOWN_MS = 2_000;

type Outcome = 'copied' | 'failed';

const WORDS: Readonly<Record<Outcome, string>> = { copied: 'Copied', failed: 'Select it by hand' };

/** Puts `text` on the clipboard, and says whether that worked. */
export function CopyButton({ text, label }: { text: string; label: string }): ReactNode {
  const [outcome, setOutcome] = useState<Outcome>();

  useEffect(() => {
    if (!outcome) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      // Browsers keep the clipboard from pages that came over plain HTTP.
      setOutcome('failed');
    }
  }

  return (
    <Button look="quiet" onClick={() => void copy()}>
      <span aria-live="polite">{outcome ? WORDS[outcome] : label}</span>
    </Button>
  );
}
