import { request as httpRequest, type Agent } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';

export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  /** Sent as JSON; absent for none. */
  readonly body?: unknown;
  /** Whose connections are used, with their certificates. */
  readonly agent: Agent;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One exchange over HTTP or HTTPS, whatever its status; rejects when there is no answer in time. */
export async function exchange(question: Question): Promise<Answer> {
  const { method, url, agent, signal, timeoutMs } = question;
  const body = question.body === undefined ? undefined : JSON.stringify(question.body);
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers, agent, signal }, (response) => {
      textOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    });
    const overdue = setTimeout(() => request.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
    request.on('close', () => clearTimeout(overdue));
    request.on('error', reject);
    request.end(body);
  });
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
