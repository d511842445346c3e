import { Router } from 'express';
import { z } from 'zod';
import { parseBody } from '../api/body.js';
import { quotaKinds } from '../quota/quota.rules.js';
import type { Simulator } from '../simulator.js';
import type { Project } from '../world/project.js';
import { projectOf } from './find-project.js';

/** Null takes a quota away; what is left out stays as it is. */
const quotasBody = z.partialRecord(z.enum(quotaKinds), z.int().min(0).nullable());

export function quotaRoutes(simulator: Simulator): Router {
  const router = Router();
  router.get('/projects/:token/quotas', (request, response) => {
    response.json(quotasToWire(projectOf(simulator, request)));
  });
  router.put('/projects/:token/quotas', (request, response) => {
    const project = projectOf(simulator, request);
    setQuotas(simulator, project, parseBody(quotasBody, request.body));
    response.json(quotasToWire(project));
  });
  return router;
}

function setQuotas({ world }: Simulator, project: Project, quotas: z.infer<typeof quotasBody>): void {
  world.transaction(() => {
    for (const kind of quotaKinds) {
      const maximum = quotas[kind];
      if (maximum === undefined) continue;
      const before = project.quotas.findBy((quota) => quota.kind === kind);
      if (maximum !== null) project.quotas.put({ id: before?.id ?? world.newId(), kind, maximum });
      else if (before !== undefined) project.quotas.remove(before.id);
    }
  });
}

function quotasToWire(project: Project) {
  return { quotas: Object.fromEntries(project.quotas.all().map(({ kind, maximum }) => [kind, maximum])) };
}
