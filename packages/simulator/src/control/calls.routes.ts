import { type Request, Router } from 'express';
import { invalidField } from '../api/errors.js';
import type { Simulator } from '../simulator.js';

/** The query of a control call. */
export function queryOf(request: Request): URLSearchParams {
  return new URL(request.originalUrl, 'http://localhost').searchParams;
}

export function callRoutes({ calls }: Simulator): Router {
  const router = Router();
  router.get('/calls', (request, response) => {
    const query = queryOf(request);
    const since = Number(query.get('since') ?? 0);
    if (!Number.isSafeInteger(since)) throw invalidField('since', 'must be a sequence number');
    response.json({ calls: calls.list(since, query.get('project') ?? undefined) });
  });
  router.delete('/calls', (_request, response) => {
    calls.clear();
    response.status(204).end();
  });
  return router;
}
