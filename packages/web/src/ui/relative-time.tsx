import type { ReactNode } from 'react';
import { useAsOfNow } from './now.js';
import { ageText, momentText, shortAgeText } from './time.js';

interface RelativeTimeProps {
  at: string;
  /** Without "ago", where there is little room. */
  isShort?: boolean;
}

/** How long ago something was; the moment itself on hover. */
export function RelativeTime({ at, isShort = false }: RelativeTimeProps): ReactNode {
  const text = useAsOfNow((now) => (isShort ? shortAgeText : ageText)(Date.parse(at), now));
  return (
    <time dateTime={at} title={momentText(at)}>
      {text}
    </time>
  );
}
