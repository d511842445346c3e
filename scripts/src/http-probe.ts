/** Asks a process over HTTP whether it is there; `node:http`, because loading fetch would cost more than the question. */
import { request } from 'node:http';
import type { ChildProcess } from './child-process.js';
import { ChildFault, describeExit } from './child-process.js';
import { waitUntil } from './wait.js';

const ANSWER_LIMIT_MS = 5_000;
const EVERY_MS = 25;

export interface ProbeAnswer {
  status: number;
  body: string;
}

/** Gives `undefined` when nobody answers. */
export function probe(url: string, headers: Record<string, string> = {}): Promise<ProbeAnswer | undefined> {
  return new Promise((resolve) => {
    const call = request(url, { headers, agent: false, timeout: ANSWER_LIMIT_MS }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', () => resolve(undefined));
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(undefined));
    call.end();
  });
}

export interface ReadyOptions {
  url: string;
  /** What counts as ready; 200 unless told. */
  accept?: (status: number) => boolean;
  limitMs: number;
  signal?: AbortSignal;
}

/** Waits until the child answers at `url`; rejects with `ChildFault` when it ends before, or after the limit. */
export async function waitForReady(child: ChildProcess, options: ReadyOptions): Promise<void> {
  const { url, accept = (status) => status === 200, limitMs, signal } = options;
  let last: ProbeAnswer | undefined;
  const outcome = await waitUntil(
    async () => {
      if (child.hasExited) return 'gone';
      last = await probe(url);
      return last && accept(last.status) && 'ready';
    },
    { limitMs, everyMs: EVERY_MS, ...(signal ? { signal } : {}) },
  );
  if (outcome === 'ready') return;
  if (outcome === 'gone') throw new ChildFault(child, `ended ${describeExit(await child.exited)}`);
  const saying = last ? ` (${url} answers ${last.status} ${last.body.slice(0, 300)})` : '';
  throw new ChildFault(child, `was not ready after ${limitMs / 1_000} s${saying}`);
}
