import type { ReactNode } from 'react';
import { useNow } from './now.js';
import { ageText, momentText, shortAgeText } from './time.js';

interface RelativeTimeProps {
  at: string;
  /** Without "ago", where there is little room. */
  isShort?: boolean;
}

/** How long ago something was; the moment itself on hover. */
export function RelativeTime({ at, isShort = false }: RelativeTimeProps): ReactNode {
  const now = useNow();
  return (
    <time dateTime={at} title={momentText(at)}>
      {(isShort ? shortAgeText : ageText)(Date.parse(at), now)}
    </time>
  );
}
