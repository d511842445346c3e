/**
 * The only way from a trial to the API. It alone has the token; what passes is written down, carries the labels of the
 * trial, is covered by the cap and touches nothing of others. When the process ends, however it ends, the way is gone.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SmokeOffers } from '@seca-hetzner/provider-hetzner/rules';
import type { Evidence } from '../evidence.js';
import { isMaking, readCall, type GateCall } from './call.js';
import { Ownership } from './ownership.js';
import { Spending } from './spending.js';

/** Of everything that a trial makes; its value is the trial's. */
export const RUN_LABEL = 'seca.smoke';
/** Seconds since 1970, as on everything that is made in mode `smoke`. */
const EXPIRES_LABEL = 'seca.expires';

export interface GateOptions {
  /** Of the API, with the version. */
  endpoint: string;
  token: string;
  run: string;
  /** Net. */
  capEur: number;
  expiresAt: Date;
  offers: SmokeOffers;
  evidence: Evidence;
  /** Told once, when something was refused: nothing is made any more. */
  onRefusal: (reason: string) => void;
}

export interface Gate {
  /** Base of the API by this way. */
  readonly url: string;
  /** Worth nothing anywhere else. */
  readonly token: string;
  readonly spentEur: () => number;
  readonly calls: () => number;
  close(): Promise<void>;
}

/** They say how one message was sent over one connection. */
const OF_ONE_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-encoding',
  'content-length',
]);

export async function openGate(options: GateOptions): Promise<Gate> {
  const { endpoint, token, run, expiresAt, evidence, onRefusal } = options;
  const ownToken = randomBytes(32).toString('hex');
  const spending = new Spending(options);
  const labels = { [RUN_LABEL]: run, [EXPIRES_LABEL]: String(Math.floor(expiresAt.getTime() / 1_000)) };
  const ownership = new Ownership((found) => found[RUN_LABEL] === run, labelsOf);
  let calls = 0;
  let isRefused = false;

  function send({ method, path, query, body, authorization }: GateCall): Promise<Response> {
    return fetch(`${endpoint}${path}${query}`, {
      method,
      headers: {
        // Another token is somebody's question whether it is refused.
        authorization: authorization === `Bearer ${ownToken}` ? `Bearer ${token}` : authorization,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async function labelsOf(object: string): Promise<Record<string, string> | undefined> {
    const answer = await fetch(`${endpoint}/${object}`, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status === 404) return undefined;
    const [found] = Object.values(
      (await answer.json()) as Record<string, { labels?: Record<string, string> }>,
    );
    return found?.labels ?? {};
  }

  async function pass(call: GateCall, response: ServerResponse): Promise<void> {
    const admission = (await ownership.mayWrite(call))
      ? spending.admit(call)
      : { refusal: `${call.operation} is about something that this trial has not made` };
    if ('refusal' in admission) {
      evidence.note('refused', { operation: call.operation, reason: admission.refusal });
      refuse(response, admission.refusal);
      if (!isRefused) onRefusal(admission.refusal);
      isRefused = true;
      return;
    }
    const begin = performance.now();
    const answer = await send(labelled(call, labels));
    const content = Buffer.from(await answer.arrayBuffer());
    if (answer.status >= 400 && answer.status < 500) spending.giveBack(admission.eur);
    calls += 1;
    evidence.note('call', {
      operation: call.operation,
      ...(call.object && { object: call.object }),
      status: answer.status,
      ms: Math.round(performance.now() - begin),
      ...(admission.eur > 0 && { eur: Number(admission.eur.toFixed(5)) }),
    });
    const headers = [...answer.headers].filter(([name]) => !OF_ONE_HOP.has(name));
    response.writeHead(answer.status, Object.fromEntries(headers)).end(content);
  }

  const server = createServer((request, response) => {
    readCall(request)
      .then((call) => pass(call, response))
      // An answer that did not come from there does not come from here either.
      .catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    token: ownToken,
    spentEur: () => spending.spentEur,
    calls: () => calls,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Everything that is made carries the labels, and a change of labels keeps them. */
function labelled(call: GateCall, labels: Record<string, string>): GateCall {
  if (!isMaking(call) && call.body?.labels === undefined) return call;
  return { ...call, body: { ...call.body, labels: { ...call.body?.labels, ...labels } } };
}

function refuse(response: ServerResponse, reason: string): void {
  const error = { code: 'forbidden', message: `refused on this side: ${reason}`, details: null };
  response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}
