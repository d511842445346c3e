import { Router } from 'express';
import { setTimeout as delay } from 'node:timers/promises';
import { invalidField } from '../api/errors.js';
import { settle } from '../api/perform.js';
import { guestEventToWire } from '../guest/guest.wire.js';
import type { Simulator } from '../simulator.js';
import { queryOf } from './calls.routes.js';

const LOOK_EVERY_MS = 100;
const LONGEST_WAIT_MS = 60_000;

/**
 * What happened to the machines, oldest first. With `waitMs` the answer waits, in real time, until there is something;
 * while somebody waits, what is due takes effect without another request.
 */
export function eventRoutes(simulator: Simulator): Router {
  const router = Router();
  router.get('/events', async (request, response) => {
    const query = queryOf(request);
    const after = numberOf(query, 'after', Number.MAX_SAFE_INTEGER);
    const endAt = performance.now() + numberOf(query, 'waitMs', LONGEST_WAIT_MS);
    let events = eventsAfter(simulator, after);
    while (events.length === 0 && performance.now() < endAt) {
      await delay(LOOK_EVERY_MS);
      if (response.closed) return;
      events = eventsAfter(simulator, after);
    }
    response.json({ events });
  });
  return router;
}

function eventsAfter(simulator: Simulator, after: number) {
  const nowMs = simulator.clock.nowMs();
  return simulator.world
    .projects()
    .flatMap((project) => {
      settle(simulator, project, nowMs);
      return project.guestEvents
        .filter(({ id }) => id > after)
        .map((event) => guestEventToWire(project, event));
    })
    .toSorted((one, other) => one.seq - other.seq);
}

function numberOf(query: URLSearchParams, name: string, maximum: number): number {
  const value = Number(query.get(name) ?? 0);
  if (Number.isSafeInteger(value) && value >= 0 && value <= maximum) return value;
  throw invalidField(name, `must be an integer from 0 to ${maximum}`);
}
