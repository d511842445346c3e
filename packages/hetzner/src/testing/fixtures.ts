import { vi } from 'vitest';
import type { CallBudget } from '../client/budget.js';
import type { ApiRequest, CallContext } from '../client/call.js';
import { firstAttempt } from '../client/call.js';
import { HetznerApiError, type HetznerApiErrorFields } from '../client/errors.js';
import type { Api } from '../client/resource.js';
import type { HetznerTransport } from '../client/transport.js';
import type { Action } from '../schema/index.js';

export function aContext(fields: Partial<CallContext> = {}): CallContext {
  return { priority: 'normal', group: 'workspace-1', ...fields };
}

export function anApiError(fields: Partial<HetznerApiErrorFields> = {}): HetznerApiError {
  return new HetznerApiError('GET /servers/42', {
    code: 'not_found',
    httpStatus: 404,
    operation: 'GET /servers/{id}',
    reason: 'server not found',
    details: undefined,
    retryAfterMs: undefined,
    correlationId: undefined,
    ...fields,
  });
}

export function anAction(fields: Partial<Action> = {}): Action {
  return {
    id: 1,
    command: 'start_server',
    status: 'running',
    started: '2026-08-01T00:00:00Z',
    finished: null,
    progress: 0,
    resources: [{ id: 42, type: 'server' }],
    error: null,
    ...fields,
  };
}

export type SeenRequest = Pick<ApiRequest<unknown>, 'id' | 'query' | 'body'> & { readonly operation: string };

/** Stands in for the transport: records what is asked and answers from `respond`, through the real schema. */
export class FakeTransport implements HetznerTransport {
  readonly requests: SeenRequest[] = [];
  readonly contexts: CallContext[] = [];
  shareLeft = 1;

  /** `respond` returns a body as the API would send it; `undefined` for an empty one. */
  constructor(private readonly respond: (request: SeenRequest, context: CallContext) => unknown) {}

  async call<T>(request: ApiRequest<T>, context: CallContext): Promise<T> {
    const { operation } = firstAttempt(request, context);
    const { id, query, body } = request;
    const seen = {
      operation,
      ...(id !== undefined && { id }),
      ...(query && { query }),
      ...(body && { body }),
    };
    this.requests.push(seen);
    this.contexts.push(context);
    return request.answer.parse(await this.respond(seen, context));
  }

  rateLimitShareLeft(): number {
    return this.shareLeft;
  }

  async close(): Promise<void> {}

  readonly api: Api = (request) => this.call(request, aContext());
}

/** Gives permission at once unless told otherwise, and remembers what it was asked and told. */
export function aBudget(acquire: CallBudget['acquire'] = async () => undefined) {
  return {
    acquire: vi.fn<CallBudget['acquire']>(acquire),
    observe: vi.fn<CallBudget['observe']>(),
    exhausted: vi.fn<CallBudget['exhausted']>(),
  };
}

/** What a promise rejects with. Taken at once, so that a rejection that comes early is not unhandled. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it resolved');
}
