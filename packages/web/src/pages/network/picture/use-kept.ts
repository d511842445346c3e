import { replaceEqualDeep } from '@tanstack/react-query';
import { useState } from 'react';

/** The same value with everything in it that has not changed since the last time, so that only the rest is drawn anew. */
export function useKept<T>(value: T): T {
  const [kept, setKept] = useState(value);
  const next = replaceEqualDeep(kept, value);
  if (next !== kept) setKept(next);
  return next;
}
