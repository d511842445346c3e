/** A call as it comes to the gate. */
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface GateCall {
  readonly method: string;
  /** Without the version, for example `/servers/42/actions/poweron`. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  /** `POST /servers/{id}/actions/poweron`. */
  readonly operation: string;
  /** The object that the path names, for example `servers/42`. */
  readonly object: string | undefined;
  readonly body: { labels?: Record<string, string> } | undefined;
  readonly authorization: string;
}

export async function readCall(request: IncomingMessage): Promise<GateCall> {
  const { method = 'GET', url = '/' } = request;
  const { pathname, search } = new URL(url, 'http://gate');
  const path = pathname.replace(/^\/v1/, '');
  const body = await text(request);
  return {
    method,
    path,
    query: search,
    operation: `${method} ${path.replaceAll(/\/\d+/g, '/{id}')}`,
    object: /^\/(\w+\/\d+)/.exec(path)?.[1],
    body: body === '' ? undefined : (JSON.parse(body) as GateCall['body']),
    authorization: request.headers.authorization ?? '',
  };
}

/** What makes an object of its own, which carries labels. */
export function isMaking({ method, path, operation }: GateCall): boolean {
  return method === 'POST' && (!/\/\d+/.test(path) || operation.endsWith('/create_image'));
}
