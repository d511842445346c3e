import type { ReactNode } from 'react';
import { CodeBlock } from '../ui/code-block.js';
import { CopyButton } from '../ui/copy-button.js';
import { Panel } from '../ui/panel.js';
import styles from './page.module.css';
import { curlOf, yamlOf, type Declaration } from './seca-document.js';

/** What was declared, to be read and copied. */
export function DocumentPanel({
  declaration,
  gatewayUrl,
}: {
  declaration: Declaration;
  /** Where SECA clients reach the gateway. */
  gatewayUrl: string;
}): ReactNode {
  const hasSecret = typeof declaration.intent['userData'] === 'string';
  return (
    <Panel
      title="SECA document"
      aside={<CopyButton text={curlOf(declaration, gatewayUrl)} label="Copy as curl" />}
    >
      <div className={styles['stack']}>
        {hasSecret && (
          <p className={styles['soft']}>
            The user data is never shown; its length stands in its place. Put it in again before you send
            this.
          </p>
        )}
        <CodeBlock title="As it was declared" code={yamlOf(declaration)} />
      </div>
    </Panel>
  );
}
