import type { ReactNode } from 'react';
import { Button } from '../../ui/button.js';
import { CodeBlock } from '../../ui/code-block.js';
import { Message } from '../../ui/message.js';

interface NewSecretProps {
  name: string;
  secret: string;
  onDone: () => void;
}

/** The secret of a new token, which nobody can ask for again. */
export function NewSecret({ name, secret, onDone }: NewSecretProps): ReactNode {
  return (
    <Message
      tone="ok"
      title={`The token ${name} is made. This is the only time that it is shown.`}
      role="status"
    >
      <CodeBlock title="Bearer token" code={secret} />
      <div>
        <Button onClick={onDone}>I have kept it</Button>
      </div>
    </Message>
  );
}
