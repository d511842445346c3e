import { useState } from 'react';
import type { TypedDocumentString } from '../api/generated/graphql.js';
import { useCommand } from '../api/use-command.js';

interface Asking<Data, Variables> {
  run: (variables: Omit<Variables, 'idempotencyKey'>) => Promise<Data>;
  isPending: boolean;
  error: Error | null;
}

/** An operation under a key that is the same until it has been accepted: asked for again after a lost answer, it acts once. */
export function useOperation<Data, Variables extends { idempotencyKey: string }>(
  document: TypedDocumentString<Data, Variables>,
  onAccepted: (data: Data) => void,
): Asking<Data, Variables> {
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const { mutateAsync, isPending, error } = useCommand(document, (data) => {
    onAccepted(data);
    setKey(crypto.randomUUID());
  });
  return {
    run: (variables) => mutateAsync({ ...variables, idempotencyKey } as Variables),
    isPending,
    error,
  };
}
