import { createServer } from 'node:http';
import type { Registry } from 'prom-client';
import { listen, type ListeningServer } from './listen.js';

/** One thing a process needs; rejects with the reason when it is not usable right now. */
export type ReadinessCheck = () => Promise<void>;

export interface ManagementOptions {
  /** An address that only the operator's network can reach. */
  host: string;
  port: number;
  metrics: Registry;
  /** Looked at anew by every `/readyz`. */
  checks: Readonly<Record<string, ReadinessCheck>>;
  isStopping: () => boolean;
}

const CHECK_TIMEOUT_MS = 2_000;

/**
 * Serves `/healthz` (alive), `/readyz` (every part it needs, checked now) and `/metrics` on a port of its own,
 * which must never be a public one.
 */
export async function startManagementServer(options: ManagementOptions): Promise<ListeningServer> {
  const server = createServer(async (request, response) => {
    const { status, type, body } = await answer(request.url ?? '', options);
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  return listen(server, options.port, options.host);
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

async function answer(url: string, options: ManagementOptions): Promise<Answer> {
  switch (url.split('?', 1)[0]) {
    case '/healthz':
      return json(200, { status: 'alive' });
    case '/readyz':
      return readiness(options);
    case '/metrics':
      return { status: 200, type: options.metrics.contentType, body: await options.metrics.metrics() };
    default:
      return json(404, { status: 'unknown path' });
  }
}

async function readiness({ checks, isStopping }: ManagementOptions): Promise<Answer> {
  if (isStopping()) return json(503, { status: 'stopping' });
  const parts = Object.fromEntries(
    await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check)])),
  ) as Record<string, string>;
  const isReady = Object.values(parts).every((outcome) => outcome === 'ok');
  return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', parts });
}

async function outcomeOf(check: ReadinessCheck): Promise<string> {
  let overdue: NodeJS.Timeout | undefined;
  const limit = new Promise<string>((resolve) => {
    overdue = setTimeout(() => resolve(`no answer within ${CHECK_TIMEOUT_MS} ms`), CHECK_TIMEOUT_MS);
  });
  const outcome = check().then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return Promise.race([outcome, limit]).finally(() => clearTimeout(overdue));
}

function json(status: number, body: unknown): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
