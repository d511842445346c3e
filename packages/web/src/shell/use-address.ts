import { useSearchParams } from 'react-router';

/** A value of the address's query, and a way to set it that leaves no step behind for Back; empty takes it out. */
export function useAddress(key: string): [value: string, set: (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  return [
    search.get(key) ?? '',
    (value) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === '') after.delete(key);
          else after.set(key, value);
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
  ];
}
