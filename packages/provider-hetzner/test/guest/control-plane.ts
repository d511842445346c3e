import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';

/** As the agent sends it; only what tests look at. */
export interface Heartbeat {
  readonly agent: string;
  readonly sentAt: string;
  readonly configuration: { readonly version: number; readonly sourcePrefixes: readonly string[] };
  readonly kernel: { readonly isForwarding: boolean; readonly sourcePrefixes: readonly string[] };
  readonly forwarded: { readonly bytesOut: number; readonly bytesIn: number };
  readonly drops: { readonly metadata: number; readonly refused: number };
  readonly connections: { readonly used: number | null; readonly max: number | null };
  readonly refusals: { readonly count: number; readonly last: { readonly reason: string } | null };
  readonly lastError: string | null;
  readonly memoryBytes: number;
}

export interface Signed {
  readonly keyId: string;
  readonly payload: string;
  readonly signature: string;
}

interface Instructions {
  readonly configuration: Signed | null;
  readonly commands: readonly { id: string; name: string; arguments: object }[];
}

const NOTHING: Instructions = { configuration: null, commands: [] };
const HOLD_MS = 25_000;
/** Long, so that what comes sooner was sent because something changed. */
const HEARTBEAT_SECONDS = 300;

/** What an authority made by openssl has issued for one address: PEM. */
export interface Issued {
  readonly caCertificate: string;
  readonly key: string;
  readonly certificate: string;
}

export function issueFor(address: string): Issued {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const openssl = (...args: string[]): void => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  };
  const newKey = (name: string): string[] => ['-newkey', 'ed25519', '-nodes', '-keyout', `${name}.key`];
  try {
    writeFileSync(join(folder, 'names'), `subjectAltName=IP:${address}\n`);
    openssl('req', '-x509', ...newKey('ca'), '-out', 'ca.pem', '-subj', '/CN=authority', '-days', '2');
    openssl('req', ...newKey('server'), '-out', 'server.csr', '-subj', '/CN=control plane');
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
    openssl('x509', '-req', '-in', 'server.csr', ...authority, '-extfile', 'names', '-out', 'server.pem');
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    return { caCertificate: read('ca.pem'), key: read('server.key'), certificate: read('server.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export class SigningKey {
  readonly #keys = generateKeyPairSync('ed25519');
  constructor(readonly id: string) {}

  get public(): { id: string; publicKey: string } {
    return { id: this.id, publicKey: pem(this.#keys.publicKey) };
  }

  sign(payload: string): Signed {
    const bytes = Buffer.from(payload);
    const signature = sign(null, bytes, this.#keys.privateKey).toString('base64');
    return { keyId: this.id, payload: bytes.toString('base64'), signature };
  }
}

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

/** Agents' endpoint for one agent: gives out once what it is told to, and keeps what it hears. */
export class ControlPlane {
  readonly heartbeats: Heartbeat[] = [];
  readonly results = new Map<string, { outcome: string; result: unknown; error: string | null }>();
  /** Of the certificates that registered, SHA-256. */
  readonly registrations: string[] = [];
  /** Requests that came in, however they were answered. */
  requests = 0;
  /** Connections that ended before a request could be made. */
  brokenHandshakes = 0;
  #pending: Instructions = NOTHING;
  #waiting: (() => void) | undefined;
  #server: Server | undefined;

  constructor(
    readonly identity: string,
    readonly address: string,
    readonly port: number,
  ) {}

  async open({ key, certificate }: Issued): Promise<void> {
    const options = { key, cert: certificate, requestCert: true, rejectUnauthorized: false };
    this.#server = createServer(options, (request, response) => {
      this.requests += 1;
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    this.#server.on('tlsClientError', () => (this.brokenHandshakes += 1));
    this.#server.listen(this.port, this.address);
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  publish(configuration: Signed): void {
    this.#give({ ...this.#pending, configuration });
  }

  command(id: string, name: string, args: object): void {
    this.#give({ ...this.#pending, commands: [{ id, name, arguments: args }] });
  }

  #give(instructions: Instructions): void {
    this.#pending = instructions;
    this.#waiting?.();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fingerprint = (request.socket as TLSSocket).getPeerCertificate().fingerprint256;
    const route = `${request.method} ${request.url}`;
    if (!fingerprint) return reply(response, 400);
    if (route === 'POST /v1/registrations') {
      const { identity } = (await json(request)) as { identity: string };
      if (identity !== this.identity) return reply(response, 401);
      this.registrations.push(fingerprint);
      const instructions = this.#taken();
      return reply(response, 201, { instructions, heartbeatSeconds: HEARTBEAT_SECONDS });
    }
    if (!this.registrations.includes(fingerprint)) return reply(response, 401);
    if (route === 'POST /v1/heartbeats') {
      this.heartbeats.push((await json(request)) as Heartbeat);
      return reply(response, 204);
    }
    const command = /^PUT \/v1\/commands\/(.+)$/.exec(route)?.[1];
    if (command) {
      this.results.set(command, (await json(request)) as never);
      return reply(response, 204);
    }
    if (!/^GET \/v1\/instructions\?after=\d+$/.test(route)) return reply(response, 404);
    if (this.#pending === NOTHING) await this.#waitFor(request);
    if (response.destroyed) return;
    return this.#pending === NOTHING ? reply(response, 204) : reply(response, 200, this.#taken());
  }

  #waitFor(request: IncomingMessage): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, HOLD_MS);
      this.#waiting = () => {
        clearTimeout(timer);
        resolve();
      };
      request.socket.once('close', this.#waiting);
    });
  }

  #taken(): Instructions {
    const taken = this.#pending;
    this.#pending = NOTHING;
    return taken;
  }
}

function reply(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body && JSON.stringify(body));
}
