import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoints } from '../supervisor/endpoints.js';

const LOOK_EVERY_MS = 100;
const LIMIT_MS = 120_000;

export interface SecaOptions {
  /** How long `until` goes on; two minutes unless told. */
  limitMs?: number;
  /** Ends `until`. */
  signal?: AbortSignal;
}

/** What every resource shows of itself. */
export interface SecaResource {
  status?: {
    state: string;
    powerState?: string;
    routes?: { state: string }[];
    conditions?: { message?: string }[];
  };
}

/** A client of the gateway that knows nothing but its contract. */
export interface Seca {
  put(path: string, spec: object, labels?: Readonly<Record<string, string>>): Promise<void>;
  post(path: string): Promise<void>;
  delete(path: string): Promise<void>;
  /** `undefined`: there is none. */
  get(path: string): Promise<SecaResource | undefined>;
  /** Reads until `isSo` is. */
  until(path: string, isSo: (found: SecaResource | undefined) => boolean): Promise<void>;
}

/** Paths start at the provider, `seca.network/v1/tenants/…`. */
export function secaClient(
  { gateway, token }: Pick<Endpoints, 'gateway' | 'token'>,
  { limitMs = LIMIT_MS, signal }: SecaOptions = {},
): Seca {
  async function send(method: string, path: string, body?: object): Promise<Response> {
    const ask = (): Promise<Response> =>
      fetch(`${gateway}/providers/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    // A connection that was kept may have been closed just now; all of these can be asked twice.
    const response = await ask().catch(ask);
    if (response.ok || (method === 'GET' && response.status === 404)) return response;
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  async function get(path: string): Promise<SecaResource | undefined> {
    const response = await send('GET', path);
    const body = (await response.json()) as SecaResource;
    return response.ok ? body : undefined;
  }
  return {
    get,
    put: async (path, spec, labels) => void (await send('PUT', path, { spec, ...(labels && { labels }) })),
    post: async (path) => void (await send('POST', path)),
    delete: async (path) => void (await send('DELETE', path)),
    async until(path, isSo) {
      const end = performance.now() + limitMs;
      for (;;) {
        signal?.throwIfAborted();
        const found = await get(path);
        if (isSo(found)) return;
        if (performance.now() > end) throw new Error(`${path} stays ${JSON.stringify(found)}`);
        await delay(LOOK_EVERY_MS);
      }
    },
  };
}
