import { useState } from 'react';
import { useSearchParams } from 'react-router';

/**
 * A value of the address's query, and a way to set it that leaves no step behind for Back; empty takes it out. What was
 * set is given back at once, also while the address follows, so that it can be bound to a field somebody types in.
 */
export function useAddress(key: string): [value: string, set: (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const [ahead, setAhead] = useState<string>();
  const value = search.get(key) ?? '';
  if (ahead === value) setAhead(undefined);

  function set(next: string): void {
    setAhead(next);
    setSearch((before) => withValues(before, { [key]: next }), { replace: true, preventScrollReset: true });
  }

  return [ahead ?? value, set];
}

/** The query with some values set; empty ones are taken out. */
export function withValues(before: URLSearchParams, values: Record<string, string>): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [key, value] of Object.entries(values)) {
    if (value === '') after.delete(key);
    else after.set(key, value);
  }
  return after;
}
