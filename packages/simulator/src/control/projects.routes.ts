import { Router } from 'express';
import { z } from 'zod';
import { actionToWire } from '../actions/action.wire.js';
import { parseBody } from '../api/body.js';
import { invalidField, notFound } from '../api/errors.js';
import { perform, settle } from '../api/perform.js';
import { isToken } from '../api/tokens.js';
import { locations } from '../catalogue/locations.js';
import { serverTypeSpecs } from '../catalogue/server-types.js';
import type { Simulator } from '../simulator.js';
import type { Project } from '../world/project.js';
import { projectOf } from './find-project.js';

const callBody = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  /** Below /v1, with its query if any. */
  path: z.string().startsWith('/'),
  body: z.record(z.string(), z.unknown()).optional(),
});
const outcomeBody = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('success') }),
  z.strictObject({
    status: z.literal('error'),
    error: z
      .strictObject({ code: z.string(), message: z.string() })
      .default({ code: 'action_failed', message: 'Action failed' }),
  }),
]);
const tokenBody = z.strictObject({ access: z.enum(['read-write', 'read-only', 'revoked']) });
const availabilityBody = z.strictObject({
  server_type: z.enum(serverTypeSpecs.map(({ name }) => name)),
  /** All locations if left out. */
  location: z.enum(locations.map(({ name }) => name)).optional(),
  available: z.boolean(),
});
const rateLimitBody = z.strictObject({
  limit: z.int().min(1).optional(),
  remaining: z.number().min(0).optional(),
});

/** What can be done to one project, named by its token, from outside. */
export function projectRoutes(simulator: Simulator): Router {
  const router = Router();
  router.post('/projects/:token/calls', (request, response) => {
    const answer = callBehindTheBack(simulator, projectOf(simulator, request), request.body);
    if (answer.body === undefined) response.status(answer.status).end();
    else response.status(answer.status).json(answer.body);
  });
  router.post('/projects/:token/actions/:id', (request, response) => {
    const id = Number(request.params['id']);
    response.json({ action: endAction(simulator, projectOf(simulator, request), id, request.body) });
  });
  router.put('/projects/:token/tokens/:other', (request, response) => {
    grant(simulator, projectOf(simulator, request), request.params['other'] ?? '', request.body);
    response.status(204).end();
  });
  router.put('/projects/:token/availability', (request, response) => {
    setAvailability(simulator, projectOf(simulator, request), request.body);
    response.status(204).end();
  });
  router.put('/projects/:token/rate-limit', (request, response) => {
    const { token } = projectOf(simulator, request);
    const { limit, remaining } = parseBody(rateLimitBody, request.body);
    simulator.rateLimits.set(token, {
      ...(limit === undefined ? {} : { limit }),
      ...(remaining === undefined ? {} : { remaining }),
    });
    response.json(simulator.rateLimits.state(token));
  });
  router.delete('/projects/:token', (request, response) => {
    empty(simulator, projectOf(simulator, request));
    response.status(204).end();
  });
  return router;
}

/** Any call of the API, done by somebody else: at once, past every lock, and not in the log. */
function callBehindTheBack(simulator: Simulator, project: Project, body: unknown) {
  const call = parseBody(callBody, body);
  const url = new URL(call.path, 'http://localhost');
  return perform(simulator, {
    project,
    match: simulator.router.match(call.method, url.pathname),
    query: url.searchParams,
    body: call.body ?? {},
    faultOf: () => null,
    isBehindTheBack: true,
  });
}

/** Ends a running action now, a hanging one as well. */
function endAction(simulator: Simulator, project: Project, id: number, body: unknown) {
  const outcome = parseBody(outcomeBody, body);
  const nowMs = simulator.clock.nowMs();
  settle(simulator, project, nowMs);
  const action = project.actions.find(id);
  if (action?.status !== 'running') throw notFound('running action', id);
  const ended = simulator.world.transaction(() => simulator.engine.end(project, action, nowMs, outcome));
  return actionToWire(ended, nowMs);
}

/** A second token for the project, or the end of one. */
function grant({ world }: Simulator, project: Project, token: string, body: unknown): void {
  const { access } = parseBody(tokenBody, body);
  if (!isToken(token)) throw invalidField('token', 'must have 64 letters and digits');
  const before = world.grants.findBy((candidate) => candidate.token === token);
  world.transaction(() =>
    world.grants.put({ id: before?.id ?? world.newId(), token, project: project.token, access }),
  );
}

function setAvailability({ world }: Simulator, project: Project, body: unknown): void {
  const { server_type: serverType, location, available } = parseBody(availabilityBody, body);
  const names = location === undefined ? locations.map(({ name }) => name) : [location];
  world.transaction(() => {
    for (const name of names) {
      const before = project.availability.findBy(
        (record) => record.serverType === serverType && record.location === name,
      );
      const id = before?.id ?? world.newId();
      project.availability.put({ id, serverType, location: name, isAvailable: available });
    }
  });
}

/** Everything in the project is gone, its history too. */
function empty({ world }: Simulator, project: Project): void {
  world.transaction(() => {
    for (const collection of project.collections()) {
      for (const { id } of collection.all()) collection.remove(id);
    }
  });
}
