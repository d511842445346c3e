import type { ReactNode } from 'react';
import { SignInPage } from '../pages/sign-in/sign-in-page.js';
import { SignedIn } from './signed-in.js';
import { useKeptFocus } from './use-kept-focus.js';
import { useSession } from './use-session.js';

/** The console for whoever is signed in, and else the way in; the address stays what it is. */
export function App(): ReactNode {
  const { token, hasEnded } = useSession();
  useKeptFocus();
  return token === undefined ? <SignInPage hasEnded={hasEnded} /> : <SignedIn key={token} token={token} />;
}
