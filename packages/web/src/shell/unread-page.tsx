import type { ReactNode } from 'react';
import { ApiError } from '../api/errors.js';
import { NotYours } from './not-yours.js';
import { ReadFault } from './read-fault.js';
import styles from './unread-page.module.css';

interface UnreadPageProps {
  /** What the page is about, as far as its address says. */
  title: string;
  error: Error;
  onRetry: () => void;
}

/** A page of which nothing could be read: says of what, and why. */
export function UnreadPage({ title, error, onRetry }: UnreadPageProps): ReactNode {
  if (error instanceof ApiError && error.code === 'FORBIDDEN') return <NotYours />;
  return (
    <div className={styles['page']}>
      <title>{`${title} · SECA gateway`}</title>
      <h1>{title}</h1>
      <ReadFault error={error} hasData={false} onRetry={onRetry} />
    </div>
  );
}
