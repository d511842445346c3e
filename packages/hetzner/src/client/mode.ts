import type { Labels } from '../schema/index.js';
import type { ApiCall, ApiRequest, Handler } from './call.js';
import { HetznerApiError, WriteRefusedError } from './errors.js';

/** What a connection may be used for: `plan` to look, `smoke` for a trial on terms, `live` for everything. */
export type ConnectionMode = 'plan' | 'smoke' | 'live';

/** The terms of a connection in mode `smoke`. */
export interface SmokeTerms {
  /** Carried by everything that is made, and kept when labels are changed. */
  readonly labels: Labels;
  /**
   * Asked before a write that costs something. Throws or resolves with the reason why it must not be made, or with what
   * takes the admission back, for when nothing was made after all.
   */
  admit(request: ApiRequest<unknown>): Promise<{ refusal: string } | { takeBack: () => Promise<void> }>;
}

/** The outermost link: a write that the mode does not allow is refused before it costs or asks for anything. */
export function obeyingMode(mode: ConnectionMode, smoke: SmokeTerms | undefined, next: Handler): Handler {
  return async (call) => {
    if (!call.isWrite || mode === 'live') return next(call);
    if (mode === 'plan' || smoke === undefined)
      throw new WriteRefusedError(call.target, call.operation, `the connection is in mode ${mode}`);
    const labelled = withLabels(call, smoke.labels);
    if (!COSTLY.has(call.operation)) return next(labelled);
    const admission = await smoke.admit(call.request);
    if ('refusal' in admission) throw new WriteRefusedError(call.target, call.operation, admission.refusal);
    try {
      return await next(labelled);
    } catch (error) {
      if (error instanceof HetznerApiError && error.httpStatus < 500) await admission.takeBack();
      throw error;
    }
  };
}

/** What makes something that is billed, or makes it larger. Source: API description, `GET /pricing`. */
const COSTLY = new Set([
  'POST /servers',
  'POST /servers/{id}/actions/change_type',
  'POST /servers/{id}/actions/create_image',
  'POST /volumes',
  'POST /volumes/{id}/actions/resize',
  'POST /primary_ips',
]);

/** Everything that is made can carry labels, and a change of labels replaces them all. */
function withLabels<T>(call: ApiCall<T>, labels: Labels): ApiCall<T> {
  const { method, path, body } = call.request;
  const isMaking = method === 'POST' && (!path.includes('{id}') || path.endsWith('/create_image'));
  const labelled: { labels?: Labels } | undefined = body;
  const own = labelled?.labels;
  if (!isMaking && own === undefined) return call;
  return { ...call, request: { ...call.request, body: { ...body, labels: { ...own, ...labels } } } };
}
