import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the provider says of people, by their `sub`. */
export type People = Record<string, Record<string, unknown>>;

export interface TestProvider {
  issuer: string;
  close(): Promise<void>;
}

export const CLIENT = { id: 'console', secret: 'a-secret-of-32-characters-or-more' };

/**
 * A real OpenID provider on this machine, which knows one client. Its own forms for development ask for any login and
 * take it as the `sub`. It insists on PKCE.
 */
export async function startOpenidProvider(redirectUri: string, people: People): Promise<TestProvider> {
  const http: Server = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['test'] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'groups', 'tenant'], profile: ['preferred_username'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people[sub] }) }),
  });
  http.on('request', provider.callback());
  return {
    issuer,
    close: () => {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
}

export interface Page {
  url: URL;
  status: number;
  headers: Headers;
  text: string;
}

/** A browser without a screen: keeps the cookies of each host and follows where it is sent. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();

  /** Follows redirects until there is a page, or until `isEnough` says so of an address. */
  async open(
    address: string | URL,
    options: RequestInit = {},
    isEnough: (url: URL) => boolean = () => false,
  ): Promise<Page> {
    let url = new URL(address);
    let init = options;
    for (;;) {
      const response = await this.send(url, init);
      const location = response.headers.get('location');
      const next = location === null ? undefined : new URL(location, url);
      if (!next || isEnough(next)) {
        return {
          url: next ?? url,
          status: response.status,
          headers: response.headers,
          text: await response.text(),
        };
      }
      url = next;
      init = {};
    }
  }

  /** Gives what the provider's form asks for. */
  async submit(page: Page, fields: Record<string, string>, isEnough?: (url: URL) => boolean): Promise<Page> {
    const action = /action="([^"]+)"/.exec(page.text)?.[1];
    if (action === undefined) throw new Error(`there is no form on ${page.url.href}`);
    const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1] ?? '';
    const body = new URLSearchParams({ prompt, ...fields });
    return this.open(new URL(action, page.url), { method: 'POST', body }, isEnough);
  }

  cookie(host: string, name: string): string | undefined {
    return this.jars.get(host)?.get(name);
  }

  private async send(url: URL, init: RequestInit): Promise<Response> {
    const jar = this.jars.get(url.host) ?? new Map<string, string>();
    this.jars.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
}
