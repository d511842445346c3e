import { Router } from 'express';
import { actionToWire } from '../actions/action.wire.js';
import { invalidField } from '../api/errors.js';
import { settle } from '../api/perform.js';
import { isToken } from '../api/tokens.js';
import { firewallToWire } from '../firewall/firewall.wire.js';
import { imageToWire } from '../image/image.wire.js';
import { networkToWire } from '../network/network.wire.js';
import { placementGroupToWire } from '../placement-group/placement-group.wire.js';
import { primaryIpToWire } from '../primary-ip/primary-ip.wire.js';
import { serverToWire } from '../server/server.wire.js';
import type { Simulator } from '../simulator.js';
import { sshKeyToWire } from '../ssh-key/ssh-key.operations.js';
import { volumeToWire } from '../volume/volume.wire.js';
import type { Project } from '../world/project.js';
import { queryOf } from './calls.routes.js';

export function stateRoutes(simulator: Simulator): Router {
  const router = Router();
  router.get('/state', (request, response) => {
    const token = queryOf(request).get('project');
    if (token !== null && !isToken(token)) throw invalidField('project', 'must be a token');
    const projects = token === null ? simulator.world.projects() : [simulator.world.project(token)];
    response.json({ projects: projects.map((project) => projectToWire(simulator, project)) });
  });
  return router;
}

/** Everything in a project, spelled as the API spells it, and how many of each. */
export function projectToWire(simulator: Simulator, project: Project) {
  const nowMs = simulator.clock.nowMs();
  settle(simulator, project, nowMs);
  const view = { project, nowMs };
  const objects = {
    servers: project.servers.all().map((server) => serverToWire(view, server)),
    networks: project.networks.all().map((network) => networkToWire(project, network)),
    primary_ips: project.primaryIps.all().map(primaryIpToWire),
    volumes: project.volumes.all().map(volumeToWire),
    images: project.images.filter(({ deleted }) => deleted === null).map(imageToWire),
    firewalls: project.firewalls.all().map(firewallToWire),
    placement_groups: project.placementGroups.all().map((group) => placementGroupToWire(project, group)),
    ssh_keys: project.sshKeys.all().map(sshKeyToWire),
  };
  const counts = Object.fromEntries(Object.entries(objects).map(([type, list]) => [type, list.length]));
  const runningActions = project
    .runningActions()
    .filter(({ isListed }) => isListed)
    .map((action) => actionToWire(action, nowMs));
  return { token: project.token, counts, objects, running_actions: runningActions };
}
