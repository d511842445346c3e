import type { Request, RequestHandler } from 'express';
import { ApiError, errorBody } from '../api/errors.js';
import { perform } from '../api/perform.js';
import { type Account, accountOf } from '../api/tokens.js';
import { actionFaults } from '../faults/action-faults.js';
import type { FaultRule } from '../faults/fault-rule.js';
import type { Simulator } from '../simulator.js';
import { Exchange } from './exchange.js';
import { injectFaults } from './inject-faults.js';

/** Whoever has no project shares this bucket of the rate limit. */
const NOBODY = '';

/** The API itself: who asks, how often, what goes wrong by order, and then what was asked. */
export function v1(simulator: Simulator): RequestHandler {
  return async (request, response) => {
    const match = simulator.router.match(request.method, request.path);
    const exchange = new Exchange(simulator, request, response, match);
    try {
      await handle(simulator, exchange);
    } catch (error) {
      refuse(simulator, exchange, error);
    }
  };
}

async function handle(simulator: Simulator, exchange: Exchange): Promise<void> {
  const { request } = exchange;
  exchange.account = accountOf(simulator.world, request.headers.authorization);
  takeFromRateLimit(simulator, exchange);
  const account = authorize(exchange.account, request.method);
  const rules = simulator.faults.take({
    method: request.method,
    template: exchange.template,
    path: request.path,
    project: account.project.token,
  });
  if (await injectFaults(exchange, rules, 'before')) return;
  const answer = answerTo(simulator, exchange, account, rules);
  if (await injectFaults(exchange, rules, 'after')) return;
  if (answer instanceof ApiError) throw answer;
  exchange.answer(answer);
}

/** Every request counts, authenticated or not. */
function takeFromRateLimit({ rateLimits }: Simulator, exchange: Exchange): void {
  const project = exchange.account?.project.token ?? NOBODY;
  const taken = rateLimits.take(project);
  const state = taken ?? rateLimits.state(project);
  exchange.showRateLimit(state);
  if (taken === undefined) {
    throw new ApiError('rate_limit_exceeded', `limit of ${state.limit} requests per hour reached`);
  }
}

function authorize(account: Account | undefined, method: string): Account {
  if (account === undefined) throw new ApiError('unauthorized', 'unable to authenticate');
  if (account.access === 'read-only' && method !== 'GET') {
    throw new ApiError('token_readonly', 'token is only allowed to perform GET requests');
  }
  return account;
}

/** A refusal is an answer like any other: a reply that gets lost may be one. */
function answerTo(
  simulator: Simulator,
  exchange: Exchange,
  { project }: Account,
  rules: readonly FaultRule[],
) {
  try {
    return perform(simulator, {
      project,
      match: exchange.match,
      query: exchange.url.searchParams,
      body: parseJson(exchange.request),
      faultOf: actionFaults(rules),
      isBehindTheBack: false,
    });
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** Actions come with `{}` or with nothing at all. */
function parseJson(request: Request): unknown {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ApiError('json_error', 'unable to parse the request body as JSON');
  }
}

function refuse({ logger }: Simulator, exchange: Exchange, error: unknown): void {
  if (error instanceof ApiError) {
    exchange.refuse(error.status, errorBody(error.code, error.message, error.details));
    return;
  }
  const { method, url } = exchange.request;
  logger.error({ err: error, method, path: url }, 'request failed');
  exchange.refuse(500, errorBody('server_error', 'internal error of the simulator, see its log'));
}
