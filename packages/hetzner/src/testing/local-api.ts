import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SeenCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The client's port: calls over one connection share it. */
  readonly port: number;
}

export type Respond = (response: ServerResponse, call: SeenCall, nth: number) => unknown;

/** An HTTP server on a free port of this machine that answers as a test says; `nth` counts from 1. */
export class LocalApi {
  readonly calls: SeenCall[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(respond: Respond) {
    this.#server = createServer((request, response) => void this.#serve(request, response, respond));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(respond: Respond): Promise<LocalApi> {
    const api = new LocalApi(respond);
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  get port(): number {
    return addressOf(this.#server).port;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse, respond: Respond): Promise<void> {
    const call = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: await text(request),
      port: request.socket.remotePort ?? 0,
    };
    this.calls.push(call);
    await respond(response, call, this.calls.length);
  }
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address;
}

export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export function refusal(response: ServerResponse, status: number, code: string, headers = {}): void {
  json(response, status, { error: { code, message: `says ${code}`, details: null } }, headers);
}
