import { useState, type FormEvent, type ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { RotateProviderDocument } from '../../api/generated/graphql.js';
import { useCommand } from '../../api/use-command.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogEnd } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { Message } from '../../ui/message.js';
import type { Provider } from './providers.queries.js';

/** Replaces the token of a connection by another one of the same project. */
export function RotateToken({ connection: { id, name } }: { connection: Provider }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const [token, setToken] = useState('');
  const { mutate, isPending, error } = useCommand(RotateProviderDocument, close);

  function close(): void {
    setIsOpen(false);
    setToken('');
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    mutate({ id, token: token.trim() });
  }

  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Rotate token…</Button>
      <Dialog title={`Another token for ${name}`} isOpen={isOpen} onClose={close}>
        <p>It has to be of the same project. What waited for a good token goes on by itself.</p>
        <form onSubmit={submit}>
          <TextField label="New token" type="password" value={token} onChange={setToken} isRequired />
          {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
          <DialogEnd>
            <Button type="submit" look="main" disabled={isPending}>
              {isPending ? 'Checking …' : 'Rotate token'}
            </Button>
            <Button onClick={close}>Leave it as it is</Button>
          </DialogEnd>
        </form>
      </Dialog>
    </>
  );
}
