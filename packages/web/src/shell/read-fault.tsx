import type { ReactNode } from 'react';
import { ApiError, sentenceOf } from '../api/errors.js';
import { Button } from '../ui/button.js';
import { Message } from '../ui/message.js';

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
