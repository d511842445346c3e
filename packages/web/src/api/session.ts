/**
 * What the operator signed in with: a token, kept for this browser tab alone, or the cookie of the OpenID provider's
 * sign-in, which scripts cannot see and which the browser sends by itself.
 */

const KEY = 'seca.admin-token';

/** Stands where a token would for whoever has the cookie. */
export const COOKIE = '';

export interface Session {
  token: string | undefined;
  /** The server has refused a token that it used to accept. */
  hasEnded: boolean;
}

const listeners = new Set<() => void>();
let current: Session = { token: sessionStorage.getItem(KEY) ?? undefined, hasEnded: false };

export function readSession(): Session {
  return current;
}

export function watchSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function beginSession(token: string): void {
  if (token !== COOKIE) sessionStorage.setItem(KEY, token);
  become({ token, hasEnded: false });
}

/** By the operator's own wish. */
export async function signOut(): Promise<void> {
  // One that cannot be told now ends by itself when it is not used.
  if (current.token === COOKIE) await fetch('/auth/logout', { method: 'POST' }).catch(() => undefined);
  sessionStorage.removeItem(KEY);
  become({ token: undefined, hasEnded: false });
}

/** The server does not take `token` any more; nothing happens when another one has taken its place. */
export function endSession(token: string): void {
  if (current.token !== token) return;
  sessionStorage.removeItem(KEY);
  become({ token: undefined, hasEnded: true });
}

function become(session: Session): void {
  current = session;
  for (const listener of listeners) listener();
}
