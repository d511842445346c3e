/** What a query over HTTP passes before Apollo sees it. */
import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { Router, type RequestHandler } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import type { AdminContext, AdminSettings } from '../context.js';
import { admit } from './authentication.js';
import type { AskedQuery, QueryReader } from './read-query.js';
import { Refusal } from './refusal.js';
import type { RateLimits } from './request-limits.js';

const BODY_LIMIT = '1mb';

export interface GraphqlOptions {
  domain: Domain;
  settings: AdminSettings;
  apollo: ApolloServer<AdminContext>;
  reader: QueryReader;
  rates: RateLimits;
}

/** In the order in which a request meets them: nothing is parsed for somebody who is not let in. */
export function graphqlRoutes({ domain, settings, apollo, reader, rates }: GraphqlOptions): Router {
  const contexts = new WeakMap<object, AdminContext>();
  const contextOf = (request: object): AdminContext => {
    const context = contexts.get(request);
    if (!context) throw new Error('the request was not authenticated');
    return context;
  };

  const authentication: RequestHandler = async (request, _response, next) => {
    const { authorization, cookie, origin } = request.headers;
    const { context } = await rates.watchFailures(request.socket.remoteAddress ?? '', () =>
      admit(domain, settings, { authorization, cookie, origin }),
    );
    await rates.takeRequest(context.caller.subject);
    contexts.set(request, context);
    next();
  };

  const reading: RequestHandler = (request, _response, next) => {
    const asked: unknown = request.body;
    if (Array.isArray(asked))
      throw new Refusal('BAD_REQUEST', 400, 'one query a request: batches are not taken');
    const { documentId, ...body } = (asked ?? {}) as AskedQuery;
    const { text } = reader.read(
      { ...body, ...(documentId === undefined ? {} : { documentId }) },
      contextOf(request),
    );
    request.body = { ...body, query: text };
    next();
  };

  const router = Router();
  router.use(authentication, onlyPost, express.json({ limit: BODY_LIMIT }), reading);
  router.use(expressMiddleware(apollo, { context: async ({ req }) => contextOf(req) }));
  return router;
}

/** Queries in the address would stand in logs and histories; and a link on another site could ask them. */
const onlyPost: RequestHandler = (request, _response, next) => {
  if (request.method !== 'POST') {
    throw new Refusal('BAD_REQUEST', 405, 'queries are sent by POST', { headers: { Allow: 'POST' } });
  }
  next();
};
