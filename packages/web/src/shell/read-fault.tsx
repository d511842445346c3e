import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ApiError, sentenceOf } from '../api/errors.js';
import { shellQuery } from '../api/me.js';
import { paths } from '../paths.js';
import { Button } from '../ui/button.js';
import { Message } from '../ui/message.js';
import { NothingHere } from '../ui/nothing-here.js';

interface ReadFaultProps {
  error: Error;
  /** Whether something that was read before is still shown. */
  hasData: boolean;
  onRetry: () => void;
}

/** Says why something could not be read, and lets it be tried again. */
export function ReadFault({ error, hasData, onRetry }: ReadFaultProps): ReactNode {
  // A lost connection is told by the frame, and what is shown catches up by itself.
  if (hasData && error instanceof ApiError && error.kind === 'unreachable') return null;
  return (
    <Message tone="broken" title={sentenceOf(error)} role="alert">
      {hasData && <p>What you see below is how it was before.</p>}
      {error instanceof ApiError && error.code !== undefined && (
        <p>
          Code <code>{error.code}</code>
        </p>
      )}
      <div>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </Message>
  );
}

/** Something of a tenant that whoever is signed in may not enter; trying again would not help. */
export function NotYours(): ReactNode {
  const { data } = useQuery(shellQuery);
  return (
    <NothingHere title="This is not yours to see">
      <p role="alert">
        You are signed in as <code>{data?.me.subject}</code>, for tenant {data?.me.tenant ?? 'all'} alone. An
        administrator can give you another token.
      </p>
      <p>
        <Link to={paths.home()}>Home</Link>
      </p>
    </NothingHere>
  );
}
