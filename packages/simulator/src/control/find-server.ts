import { notFound } from '../api/errors.js';
import { settle } from '../api/perform.js';
import type { ServerRecord } from '../server/server.record.js';
import type { Simulator } from '../simulator.js';
import type { Project } from '../world/project.js';

export interface FoundServer {
  readonly project: Project;
  readonly server: ServerRecord;
  readonly nowMs: number;
}

/** The server with this id, in whichever project it is, as it is now; throws `not_found`. */
export function findServer(simulator: Simulator, id: string): FoundServer {
  const nowMs = simulator.clock.nowMs();
  for (const project of simulator.world.projects()) {
    if (project.servers.find(Number(id)) === undefined) continue;
    settle(simulator, project, nowMs);
    const server = project.servers.find(Number(id));
    if (server !== undefined) return { project, server, nowMs };
  }
  throw notFound('server', id);
}
