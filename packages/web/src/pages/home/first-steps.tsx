import type { ReactNode } from 'react';
import { CodeBlock } from '../../ui/code-block.js';
import { Panel } from '../../ui/panel.js';
import { firstCommands } from './first-commands.js';
import styles from './first-steps.module.css';

/** What an empty installation is for, and the commands that fill it. */
export function FirstSteps({ gatewayUrl, tenant }: { gatewayUrl: string; tenant: string }): ReactNode {
  return (
    <Panel title="There is no network yet">
      <div className={styles['steps']}>
        <p className={styles['about']}>
          SECA clients declare networks, and this page shows how far each is true at Hetzner. The commands
          below give an instance without a public address a way to the internet. This page fills while they
          run; there is nothing to reload.
        </p>
        <ol className={styles['list']}>
          {firstCommands(gatewayUrl, tenant).map(({ title, code }) => (
            <li key={title}>
              <CodeBlock title={title} code={code} />
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  );
}
