import { useEffect, useId, useState, type FormEvent, type ReactNode } from 'react';
import { isAccepted } from '../../api/client.js';
import { sentenceOf } from '../../api/errors.js';
import { COOKIE, beginSession } from '../../api/session.js';
import { findSignIn } from '../../api/sign-in.js';
import { Button } from '../../ui/button.js';
import { Logo } from '../../ui/logo.js';
import { Message } from '../../ui/message.js';
import styles from './sign-in-page.module.css';

/** Asks for the admin token; the screen behind it, whose address stays, is shown as soon as it is accepted. */
export function SignInPage({ hasEnded }: { hasEnded: boolean }): ReactNode {
  const [token, setToken] = useState('');
  const [fault, setFault] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);
  const [signInPath, setSignInPath] = useState<string>();
  const inputId = useId();
  const helpId = useId();

  useEffect(() => {
    const leaving = new AbortController();
    async function look(): Promise<void> {
      const { path, isSignedIn } = await findSignIn(leaving.signal);
      if (isSignedIn) beginSession(COOKIE);
      else setSignInPath(path);
    }
    void look();
    return () => leaving.abort();
  }, []);

  async function signIn(event: FormEvent): Promise<void> {
    event.preventDefault();
    const given = token.trim();
    if (given === '') {
      setFault('Paste the admin token first.');
      return;
    }
    setIsAsking(true);
    setFault(undefined);
    try {
      if (await isAccepted(given)) beginSession(given);
      else
        setFault(
          'The server does not accept this token. Check that all of it was copied, from this installation.',
        );
    } catch (error) {
      setFault(sentenceOf(error as Error));
    }
    setIsAsking(false);
  }

  return (
    <main className={styles['page']}>
      <title>Sign in · SECA gateway</title>
      <div className={styles['brand']}>
        <Logo />
        <h1>Sign in to the SECA gateway</h1>
      </div>
      {hasEnded && (
        <Message tone="waiting" title="Your session has ended." role="status">
          <p>
            The server no longer accepts what you signed in with. Sign in again, and you are back where you
            were.
          </p>
        </Message>
      )}
      {signInPath !== undefined && (
        <p>
          <a href={signInPath}>Sign in with your organisation</a>, or with a token:
        </p>
      )}
      <form className={styles['form']} onSubmit={(event) => void signIn(event)}>
        <div className={styles['field']}>
          <label htmlFor={inputId}>Admin token</label>
          <input
            id={inputId}
            className={styles['input']}
            type="password"
            autoComplete="off"
            autoFocus
            spellCheck={false}
            value={token}
            onChange={(event) => setToken(event.target.value)}
            aria-describedby={helpId}
            aria-invalid={fault !== undefined}
          />
        </div>
        {fault !== undefined && <Message tone="broken" title={fault} role="alert" />}
        <Button type="submit" look="main" disabled={isAsking}>
          {isAsking ? 'Signing in …' : 'Sign in'}
        </Button>
        <p id={helpId} className={styles['help']}>
          <code>npm start</code> prints it as “Admin token” when all is ready. Later it is{' '}
          <code>adminToken</code> in <code>.data/endpoints.json</code>. It is kept in this browser tab only.
        </p>
      </form>
    </main>
  );
}
