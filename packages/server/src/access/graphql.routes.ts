/** What a query over HTTP passes before Apollo sees it. */
import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { Router, type RequestHandler } from 'express';
import type { AdminContext } from '../context.js';
import type { AdmitRequest } from './admit-request.js';
import type { AskedQuery, QueryReader } from './read-query.js';
import { Refusal } from './refusal.js';

const BODY_LIMIT = '1mb';

export interface GraphqlOptions {
  admitRequest: AdmitRequest;
  apollo: ApolloServer<AdminContext>;
  reader: QueryReader;
}

/** In the order in which a request meets them: nothing is parsed for somebody who is not let in. */
export function graphqlRoutes({ admitRequest, apollo, reader }: GraphqlOptions): Router {
  const contexts = new WeakMap<object, AdminContext>();
  const contextOf = (request: object): AdminContext => {
    const context = contexts.get(request);
    if (!context) throw new Error('the request was not authenticated');
    return context;
  };

  const authentication: RequestHandler = async (request, _response, next) => {
    contexts.set(request, await admitRequest(request));
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
