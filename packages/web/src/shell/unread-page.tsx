import type { ReactNode } from 'react';
import { ApiError } from '../api/errors.js';
import { Skeleton } from '../ui/skeleton.js';
import { NotYours } from './not-yours.js';
import { ReadFault } from './read-fault.js';
import styles from './unread-page.module.css';

interface UnreadPageProps {
  /** What the page is about, as far as its address says. */
  title: string;
  /** What is being done: `Reading the network`. */
  reading: string;
  /** Why it could not be read. */
  error: Error | null;
  onRetry: () => void;
}

/** A page of which nothing has been read yet: says of what, and why when it could not be. */
export function UnreadPage({ title, reading, error, onRetry }: UnreadPageProps): ReactNode {
  if (error instanceof ApiError && error.code === 'FORBIDDEN') return <NotYours />;
  return (
    <div className={styles['page']}>
      <title>{`${title} · SECA gateway`}</title>
      <h1>{title}</h1>
      {error ? (
        <ReadFault error={error} hasData={false} onRetry={onRetry} />
      ) : (
        <Skeleton rows={6} label={reading} />
      )}
    </div>
  );
}
