import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { errorBody } from '../api/errors.js';
import type { Answer } from '../api/operation.js';
import type { RateLimitState } from '../api/rate-limit.js';
import type { Match } from '../api/router.js';
import type { Account } from '../api/tokens.js';
import type { Simulator } from '../simulator.js';
import { linkHeader } from './link-header.js';

/** One request on its way through: what is known about it, and the one answer that it gets. */
export class Exchange {
  readonly url: URL;
  account: Account | undefined;

  constructor(
    private readonly simulator: Simulator,
    readonly request: Request,
    private readonly response: Response,
    readonly match: Match,
  ) {
    this.url = urlOf(request);
    response.set({
      'X-Correlation-Id': randomBytes(8).toString('hex'),
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Link, X-Correlation-ID',
    });
  }

  get template(): string {
    return this.match.kind === 'operation' ? this.match.operation.template : this.match.template;
  }

  showRateLimit({ limit, remaining, resetAt }: RateLimitState): void {
    this.response.set({
      'RateLimit-Limit': String(limit),
      'RateLimit-Remaining': String(remaining),
      'RateLimit-Reset': String(resetAt),
    });
  }

  answer({ status, body }: Answer): void {
    this.log(status, null);
    if (body?.meta !== undefined) this.response.set('Link', linkHeader(this.url, body.meta.pagination));
    if (body === undefined) this.response.status(status).end();
    else this.response.status(status).json(body);
  }

  refuse(status: number, { error }: ReturnType<typeof errorBody>): void {
    this.log(status, error.code);
    this.response.status(status).json({ error });
  }

  /** As a proxy in front of the API does when there is nothing behind it. */
  refuseWithoutBody(status: number): void {
    this.log(status, null);
    this.response.status(status).end();
  }

  /** Ends the connection with no answer at all. */
  cut(): void {
    this.log(null, null);
    this.request.socket.destroy();
  }

  /** For a 429 by order: as if the bucket were empty. */
  showRateLimitUsedUp(): void {
    this.response.set('RateLimit-Remaining', '0');
  }

  private log(status: number | null, code: string | null): void {
    const { method, url } = this.request;
    const project = this.account?.project.token ?? null;
    const call = { project, method, path: url, template: this.template, status, code };
    this.simulator.calls.add(call, this.simulator.clock.nowMs());
    this.simulator.logger.debug(
      { method, path: url, template: this.template, status, code },
      'request answered',
    );
  }
}

/** Links lead to the host that the client asked; one that is no host name is not repeated. */
function urlOf({ originalUrl, headers }: Request): URL {
  const base = `http://${headers.host ?? 'localhost'}`;
  return new URL(originalUrl, URL.canParse(base) ? base : 'http://localhost');
}
