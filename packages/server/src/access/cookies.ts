import type { CookieOptions } from 'express';

/** Named so that a browser takes it from this very host by https alone, where there is https. */
export function cookieNames(publicUrl: string): { session: string; signIn: string } {
  const prefix = isHttps(publicUrl) ? '__Host-' : '';
  return { session: `${prefix}seca-session`, signIn: `${prefix}seca-sign-in` };
}

/** Out of reach of scripts, and sent along by links from elsewhere at most. */
export function cookieOptions(publicUrl: string): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: isHttps(publicUrl), path: '/' };
}

function isHttps(url: string): boolean {
  return new URL(url).protocol === 'https:';
}

/** The value of a cookie in a `Cookie` header (RFC 6265); ours are made of characters that need no decoding. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value !== undefined) return value.trim();
  }
  return undefined;
}
