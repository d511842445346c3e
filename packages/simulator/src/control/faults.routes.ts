import { Router } from 'express';
import { parseBody } from '../api/body.js';
import { notFound } from '../api/errors.js';
import { faultRuleBody } from '../faults/fault-rule.js';
import type { Simulator } from '../simulator.js';

export function faultRoutes({ faults }: Simulator): Router {
  const router = Router();
  router.get('/faults', (_request, response) => {
    response.json({ faults: faults.list() });
  });
  router.post('/faults', (request, response) => {
    response.status(201).json({ fault: faults.add(parseBody(faultRuleBody, request.body)) });
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  router.delete('/faults/:id', (request, response) => {
    const { id } = request.params;
    if (!faults.remove(Number(id))) throw notFound('fault rule', id);
    response.status(204).end();
  });
  return router;
}
