import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** They say how this very message was sent, and its body comes here unpacked. */
const OF_ONE_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-encoding',
  'content-length',
]);

/** A way to the simulator on which every call is counted. */
export interface HetznerProxy {
  /** Base of the API by this way. */
  url: string;
  close(): Promise<void>;
}

/**
 * Has a call made, and gives its answer; `undefined`: it is never answered. `call` is all of it, `place` its method and
 * its path without ids.
 */
export type Passage = <T>(call: string, place: string, make: () => Promise<T>) => Promise<T | undefined>;

/** Gives what is answered instead of a body. */
export type Rewrite = (body: unknown) => unknown;

/** `url` is the base of the simulator's API and ends in `/v1`. */
export async function startHetznerProxy(
  url: string,
  pass: Passage,
  rewrite?: Rewrite,
): Promise<HetznerProxy> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url: path = '/' } = request;
    const body = await buffer(request);
    const place = path.replace(/^\/v1|\?.*$/g, '').replaceAll(/\/\d+/g, '/{id}');
    const make = async () => {
      const answer = await fetch(new URL(path, url), {
        method,
        headers: {
          authorization: request.headers.authorization ?? '',
          'content-type': request.headers['content-type'] ?? 'application/json',
        },
        ...(body.length > 0 ? { body } : {}),
      });
      const text = await answer.text();
      return { answer, content: rewrite && text !== '' ? JSON.stringify(rewrite(JSON.parse(text))) : text };
    };
    try {
      const made = await pass(`${method} ${path} ${body.toString()}`, `${method} ${place}`, make);
      if (!made) {
        request.socket.destroy();
        return;
      }
      const { answer, content } = made;
      const headers = [...answer.headers].filter(([name]) => !OF_ONE_HOP.has(name));
      response.writeHead(answer.status, Object.fromEntries(headers)).end(content);
    } catch {
      // A reply that the simulator was told to lose is lost here as well.
      request.socket.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
