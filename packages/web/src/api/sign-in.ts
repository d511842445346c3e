/** Signing in with the OpenID provider, which the admin server does; see docs/admin-api.md. */

export interface SignIn {
  /** Where to send the browser, so that it comes back to the screen it is at; absent where there is no provider. */
  path: string | undefined;
  /** The browser has the cookie of somebody who is signed in. */
  isSignedIn: boolean;
}

/** A server that does not answer counts as one without a provider: the page can do without. */
export async function findSignIn(signal: AbortSignal): Promise<SignIn> {
  try {
    const response = await fetch('/auth/session', { signal });
    const { signInPath, person } = (await response.json()) as {
      signInPath: string | null;
      person: object | null;
    };
    const here = encodeURIComponent(`${location.pathname}${location.search}`);
    return {
      path: signInPath === null ? undefined : `${signInPath}?return_to=${here}`,
      isSignedIn: person !== null,
    };
  } catch {
    return { path: undefined, isSignedIn: false };
  }
}
