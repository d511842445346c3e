import type { ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { Message } from '../ui/message.js';
import styles from './crash.module.css';

/** What is left when a screen cannot be drawn, or its code not be loaded. */
export function Crash(): ReactNode {
  return (
    <main className={styles['crash']}>
      <h1>This screen cannot be shown</h1>
      <Message
        tone="broken"
        title="The console has a fault, or has been updated while it was open."
        role="alert"
      >
        <p>
          Load the page again. If that does not help, the browser’s developer console says what went wrong.
        </p>
      </Message>
      <div>
        <Button look="main" onClick={() => location.reload()}>
          Load again
        </Button>
      </div>
    </main>
  );
}
