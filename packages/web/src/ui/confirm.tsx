import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from './button.js';
import { Dialog, DialogEnd } from './dialog.js';
import { Message } from './message.js';
import { TextField } from './field.js';

interface ConfirmProps {
  /** On the button that opens it; the one that does it says the same. */
  action: string;
  /** The question. */
  title: string;
  /** What has to be typed first. */
  name: string;
  /** What will be lost. */
  children: ReactNode;
  /** Does it; the dialog closes when that has worked. */
  onConfirm: () => Promise<unknown>;
  isPending: boolean;
  /** Why it failed; the dialog stays open. */
  fault: string | undefined;
}

/** For what cannot be taken back: says what is lost, and asks for the name. */
export function Confirm({
  action,
  title,
  name,
  children,
  onConfirm,
  isPending,
  fault,
}: ConfirmProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState('');

  function close(): void {
    setIsOpen(false);
    setTyped('');
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    // A failure is told by `fault`.
    if (typed === name) void onConfirm().then(close, () => undefined);
  }

  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{action}…</Button>
      <Dialog title={title} isOpen={isOpen} onClose={close}>
        {children}
        <form onSubmit={submit}>
          <TextField label={`Type ${name} to confirm`} value={typed} onChange={setTyped} />
          {fault !== undefined && <Message tone="broken" title={fault} role="alert" />}
          <DialogEnd>
            <Button type="submit" look="main" disabled={typed !== name || isPending}>
              {isPending ? 'Working …' : action}
            </Button>
            <Button onClick={close}>Leave it as it is</Button>
          </DialogEnd>
        </form>
      </Dialog>
    </>
  );
}
