import { useEffect, useState, type ReactNode } from 'react';
import type { Connectedness } from '../api/changes.js';
import { Message } from '../ui/message.js';
import { RelativeTime } from '../ui/relative-time.js';
import styles from './lost-connection.module.css';

/** A moment without a connection is nobody's concern. */
const PATIENCE_MS = 1_000;

/** Says that what is shown is no longer followed, for as long as it is so. */
export function LostConnection({ connectedness }: { connectedness: Connectedness }): ReactNode {
  const [since, setSince] = useState<string>();

  useEffect(() => {
    if (connectedness !== 'lost') return undefined;
    const at = new Date().toISOString();
    const timer = setTimeout(() => setSince(at), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setSince(undefined);
    };
  }, [connectedness]);

  if (since === undefined) return null;
  return (
    <div className={styles['place']}>
      <Message tone="waiting" title="The connection to the admin server is lost." role="status">
        <p>
          What you see is how it was <RelativeTime at={since} />. It is tried again every few seconds, and
          this page catches up by itself.
        </p>
      </Message>
    </div>
  );
}
