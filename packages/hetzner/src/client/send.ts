import { type Dispatcher, request as httpRequest } from 'undici';
import { type ApiCall, type ApiRequest, type Exchange, pathOf } from './call.js';
import { HetznerTransportError, type TransportFailure } from './errors.js';

export interface Sender {
  /** Holds the sockets and their time-outs. */
  readonly dispatcher: Dispatcher;
  /** With `/v1`, without a slash at the end. */
  readonly endpoint: string;
  readonly token: string;
  readonly userAgent: string;
}

/** The innermost link: one HTTP exchange, whatever its status. */
export function sending({ dispatcher, endpoint, token, userAgent }: Sender): Exchange {
  return async (call) => {
    const { request, context } = call;
    const hasBody = request.body !== undefined;
    try {
      const answer = await httpRequest(`${endpoint}${pathOf(request)}${queryOf(request)}`, {
        dispatcher,
        method: request.method,
        headers: {
          authorization: `Bearer ${token}`,
          'user-agent': userAgent,
          accept: 'application/json',
          ...(hasBody && { 'content-type': 'application/json' }),
        },
        body: hasBody ? JSON.stringify(request.body) : null,
        signal: context.signal ?? null,
      });
      return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
    } catch (cause) {
      if (context.signal?.aborted) throw context.signal.reason;
      throw transportErrorFrom(call, cause);
    }
  };
}

function queryOf(request: ApiRequest<unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

function transportErrorFrom(call: ApiCall<unknown>, cause: unknown): HetznerTransportError {
  return new HetznerTransportError(call.target, call.operation, failureOf(cause), { cause });
}

/** Whatever is not surely harmless counts as lost in the middle, where a write may have happened. */
function failureOf(cause: unknown): TransportFailure {
  // A name with several addresses fails with one error for each.
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  const syscall = textIn(first, 'syscall');
  if (syscall === 'connect' || syscall === 'getaddrinfo') return 'unreachable';
  switch (textIn(first, 'code')) {
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'unreachable';
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return 'timeout';
    // A dispatcher that is closed while it is idle counts as destroyed at once.
    case 'UND_ERR_CLOSED':
    case 'UND_ERR_DESTROYED':
      return 'closed';
    default:
      return 'connection_lost';
  }
}

function textIn(error: unknown, key: 'code' | 'syscall'): unknown {
  return error instanceof Error ? Reflect.get(error, key) : undefined;
}
