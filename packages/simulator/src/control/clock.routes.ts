import { Router } from 'express';
import { z } from 'zod';
import { parseBody } from '../api/body.js';
import type { Simulator } from '../simulator.js';

const clockBody = z.strictObject({
  advanceMs: z.int().min(0).optional(),
  frozen: z.boolean().optional(),
  scale: z.number().gt(0).max(100_000).optional(),
});

export function clockRoutes({ clock }: Simulator): Router {
  const router = Router();
  router.get('/clock', (_request, response) => {
    response.json(clockToWire());
  });
  router.post('/clock', (request, response) => {
    const { advanceMs, frozen, scale } = parseBody(clockBody, request.body);
    if (frozen !== undefined) clock.setFrozen(frozen);
    if (scale !== undefined) clock.setScale(scale);
    if (advanceMs !== undefined) clock.advance(advanceMs);
    response.json(clockToWire());
  });
  return router;

  function clockToWire() {
    const { nowMs, isFrozen, scale } = clock.state();
    return { now: new Date(nowMs).toISOString(), nowMs, frozen: isFrozen, scale };
  }
}
