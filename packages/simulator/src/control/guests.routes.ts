import { Router } from 'express';
import { z } from 'zod';
import { parseBody } from '../api/body.js';
import { ApiError } from '../api/errors.js';
import { settle } from '../api/perform.js';
import { guestOf } from '../guest/guest.rules.js';
import { guestSummaryToWire, guestToWire } from '../guest/guest.wire.js';
import type { Simulator } from '../simulator.js';
import { type FoundServer, findServer } from './find-server.js';

const faultsBody = z.strictObject({
  agentDead: z.boolean().optional(),
  rulesFlushed: z.boolean().optional(),
  defaultRouteLost: z.boolean().optional(),
  hung: z.boolean().optional(),
});
const diskBody = z.strictObject({ disk: z.int(), stored: z.json() });

/** The inside of the machines: what they see, what somebody breaks in them, what they keep on their disks. */
export function guestRoutes(simulator: Simulator): Router {
  const router = Router();
  router.get('/servers', (_request, response) => {
    const nowMs = simulator.clock.nowMs();
    const servers = simulator.world.projects().flatMap((project) => {
      settle(simulator, project, nowMs);
      return project.servers.all().map((server) => guestSummaryToWire(project, server, nowMs));
    });
    response.json({ servers });
  });
  router.get('/servers/:id/guest', (request, response) => {
    response.json({ guest: toWire(findServer(simulator, request.params.id)) });
  });
  router.put('/servers/:id/guest', (request, response) => {
    breakGuest(simulator, findServer(simulator, request.params.id), request.body);
    response.json({ guest: toWire(findServer(simulator, request.params.id)) });
  });
  router.get('/servers/:id/disk', (request, response) => {
    const { project, server } = findServer(simulator, request.params.id);
    const { disk, stored } = guestOf(project, server);
    response.json({ disk, stored });
  });
  router.put('/servers/:id/disk', (request, response) => {
    store(simulator, findServer(simulator, request.params.id), request.body);
    response.status(204).end();
  });
  return router;
}

function toWire({ project, server, nowMs }: FoundServer) {
  return guestToWire(project, server, nowMs);
}

/** Puts faults into a machine, or takes them out; what the body leaves out stays. */
function breakGuest(simulator: Simulator, { project, server, nowMs }: FoundServer, body: unknown): void {
  const { agentDead, rulesFlushed, defaultRouteLost, hung } = parseBody(faultsBody, body);
  const guest = guestOf(project, server);
  if (guest.upAtMs === null) throw new ApiError('conflict', 'the machine is off: nothing in it can break');
  const healAtMs = nowMs + simulator.durations('heal-rules', server.id + guest.boot);
  simulator.world.transaction(() =>
    project.guests.put({
      ...guest,
      isAgentDead: agentDead ?? guest.isAgentDead,
      isHung: hung ?? guest.isHung,
      isRouteLost: defaultRouteLost ?? guest.isRouteLost,
      rulesHealAtMs: rulesFlushed === undefined ? guest.rulesHealAtMs : rulesFlushed ? healAtMs : null,
    }),
  );
}

/** Keeps what a program in the machine writes; 409 when its disk has been replaced meanwhile. */
function store({ world }: Simulator, { project, server }: FoundServer, body: unknown): void {
  const { disk, stored } = parseBody(diskBody, body);
  const guest = guestOf(project, server);
  if (disk !== guest.disk) throw new ApiError('conflict', `disk ${disk} of the machine is gone`);
  world.transaction(() => project.guests.put({ ...guest, stored }));
}
