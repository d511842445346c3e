import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { request } from '../../api/client.js';
import { sentenceOf } from '../../api/errors.js';
import { DrainGatewayDocument } from '../../api/generated/graphql.js';
import type { Place } from '../../paths.js';
import styles from '../../resource/page.module.css';
import { Button } from '../../ui/button.js';
import dialogStyles from './drain.module.css';

interface DrainProps {
  network: Place;
  gateway: string;
  /** Connections that are open over it now. */
  connections: number | null;
}

/** Takes the VM out of use, after saying what is lost by that and asking for the gateway's name. */
export function Drain({ network, gateway, connections }: DrainProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const titleId = useId();
  const inputId = useId();
  const queries = useQueryClient();
  const { tenant, region, workspace, name } = network;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      request(
        DrainGatewayDocument,
        { tenant, region, workspace, network: name, gateway },
        new AbortController().signal,
      ),
    onSuccess: async () => {
      dialog.current?.close();
      await queries.invalidateQueries();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (typed === gateway) mutate();
  }

  return (
    <>
      <Button onClick={() => dialog.current?.showModal()}>Drain…</Button>
      <dialog
        ref={dialog}
        className={dialogStyles['dialog']}
        aria-labelledby={titleId}
        onClose={() => setTyped('')}
      >
        <form onSubmit={submit} className={styles['stack']}>
          <h2 id={titleId}>
            Drain gateway {gateway} in {name}?
          </h2>
          <p>
            Its route is taken out of Hetzner’s network.{' '}
            <strong>Instances there without a public address lose the internet</strong> until you resume it
            {connections !== null && connections > 0 && `, and ${connections} open connections break`}. The VM
            and its public address stay.
          </p>
          <label htmlFor={inputId}>
            Type <strong>{gateway}</strong> to confirm
          </label>
          <input
            id={inputId}
            className={dialogStyles['input']}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
          {error && <p role="alert">{sentenceOf(error)}</p>}
          <div className={styles['row']}>
            <Button type="submit" look="main" disabled={typed !== gateway || isPending}>
              {isPending ? 'Draining…' : 'Drain'}
            </Button>
            <Button onClick={() => dialog.current?.close()}>Leave it as it is</Button>
          </div>
        </form>
      </dialog>
    </>
  );
}
