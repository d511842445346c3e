/**
 * What passes through the handler chain of `transport.ts`: a request, the context of the run that makes it,
 * and two kinds of link. An `Exchange` deals in raw answers, a `Handler` in parsed ones.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';

export type CallPriority = 'repair' | 'normal' | 'background';

/** Who makes a call, and on which terms. One per run. */
export interface CallContext {
  readonly priority: CallPriority;
  /** Fairness group within a project, for example a workspace id. */
  readonly group: string;
  /** Ends waiting and cuts the call off; the promise rejects with its reason. A write may have happened. */
  readonly signal?: AbortSignal;
  /** Awaited before every call leaves, retries too; what it throws stops the call and reaches the caller. */
  readonly beforeCall?: (call: Pick<ApiCall<unknown>, 'isWrite'>) => Promise<void>;
  /** Told of every call that left, retries too. Must not throw. */
  readonly onCall?: (call: HetznerCall) => void;
}

/** One call that left, as logs and metrics want it. */
export interface HetznerCall {
  /** Method and path template, for example `POST /servers/{id}/actions/poweron`. */
  readonly operation: string;
  /** HTTP status; `undefined` when no answer came. */
  readonly status: number | undefined;
  /** Hetzner's error code or one of ours (`network_error`, `timeout_local`, `aborted`, `invalid_response`). */
  readonly code: string | undefined;
  readonly durationMs: number;
  /** 1 for the first, counted up with each retry. */
  readonly attempt: number;
  readonly isWrite: boolean;
  /** What Hetzner's support asks for. */
  readonly correlationId: string | undefined;
}

type QueryValue = string | number | boolean;

/** One operation of the API with its values filled in. */
export interface ApiRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Template below the endpoint; `{id}` stands for `id`. */
  readonly path: string;
  readonly id?: number;
  /** `undefined` is left out, a list repeats its key. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
  /** Sent as JSON, as the API spells it; `undefined` members are left out. */
  readonly body?: object;
  /** What the body of a 2xx must look like; an empty body counts as `undefined`. */
  readonly answer: z.ZodType<T>;
}

export interface ApiCall<T> {
  readonly request: ApiRequest<T>;
  readonly context: CallContext;
  /** The name for metrics: method and path template. */
  readonly operation: string;
  /** The name for people: method and path with the id filled in. */
  readonly target: string;
  readonly isWrite: boolean;
  readonly attempt: number;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Answer<T> {
  readonly status: number;
  readonly correlationId: string | undefined;
  readonly body: T;
}

export type Exchange = (call: ApiCall<unknown>) => Promise<RawAnswer>;
export type Handler = <T>(call: ApiCall<T>) => Promise<Answer<T>>;

/** The path of a request with its id, without the query. */
export function pathOf(request: ApiRequest<unknown>): string {
  if (!request.path.includes('{id}')) return request.path;
  if (request.id === undefined) throw new Error(`${request.method} ${request.path}: no id given`);
  return request.path.replace('{id}', String(request.id));
}

export function firstAttempt<T>(request: ApiRequest<T>, context: CallContext): ApiCall<T> {
  return {
    request,
    context,
    operation: `${request.method} ${request.path}`,
    target: `${request.method} ${pathOf(request)}`,
    isWrite: request.method !== 'GET',
    attempt: 1,
  };
}

/** The first value of a header that may come more than once. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
