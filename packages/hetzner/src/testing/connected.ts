import { z } from 'zod';
import type { ApiRequest, HetznerCall } from '../client/call.js';
import { createHetznerTransport, type TransportOptions } from '../client/transport.js';
import { HastyClock } from './fake-clock.js';
import { aContext } from './fixtures.js';
import { json, LocalApi, type Respond } from './local-api.js';

export const token = 'secret-token-'.padEnd(64, 'x');
const endings: (() => Promise<unknown>)[] = [];

/** Ends what `connected` started; for `afterEach`. */
export async function disconnectAll(): Promise<void> {
  for (const end of endings.splice(0).toReversed()) await end();
}

const thing = z.object({ name: z.string() });
export const getThing = { method: 'GET', path: '/things/{id}', id: 7, answer: thing } as const;
export const makeThing = { method: 'POST', path: '/things', body: { name: 'one' }, answer: thing } as const;
export const succeed: Respond = (response) => json(response, 200, { name: 'one', extra: 1 });

/** A transport to a server that answers as told, with a clock on which every back-off is over at once. */
export async function connected(
  respond: Respond,
  options: Partial<TransportOptions> & { mode?: 'plan' | 'live' } = {},
) {
  const api = await LocalApi.start(respond);
  endings.push(() => api.stop());
  const { mode = 'live', ...rest } = options;
  const clock = new HastyClock();
  const calls: HetznerCall[] = [];
  const transport = createHetznerTransport(
    { endpoint: api.endpoint, token, mode },
    { userAgent: 'test/1', clock, onCall: (call) => calls.push(call), ...rest },
  );
  endings.push(() => transport.close());
  const call = <T>(request: ApiRequest<T>, context = {}) => transport.call(request, aContext(context));
  return { api, transport, clock, calls, call };
}
