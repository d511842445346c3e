import { z } from 'zod';
import { actionToWire } from '../actions/action.wire.js';
import { assertServerUnlocked } from '../actions/locks.js';
import { labels, optional, parseBody } from '../api/body.js';
import { answerPage, chosenValues, withLabels, withName } from '../api/listing.js';
import { type Answer, type Call, del, get, ok, type Operation, post, put } from '../api/operation.js';
import { assertNameFree, assertUnprotected, changedFields, getById } from '../api/references.js';
import { followLabels } from '../firewall/follow-labels.js';
import { serverConsoleOperations } from './server-console.operations.js';
import { serverDiskOperations } from './server-disk.operations.js';
import { serverIsoOperations } from './server-iso.operations.js';
import { serverMetricsOperations } from './server-metrics.operations.js';
import { serverNetworkOperations } from './server-network.operations.js';
import { serverPowerOperations } from './server-power.operations.js';
import { serverSettingOperations } from './server-settings.operations.js';
import { serverName } from './server.bodies.js';
import { createServer } from './server.create.js';
import type { ServerRecord } from './server.record.js';
import { serverToWire } from './server.wire.js';

const STATUSES = [
  'running',
  'initializing',
  'starting',
  'stopping',
  'off',
  'deleting',
  'migrating',
  'rebuilding',
  'unknown',
];

const updateBody = z.object({ name: optional(serverName), labels: optional(labels) });

export const serverOperations: readonly Operation[] = [
  get('/servers', listServers),
  post('/servers', createServer),
  get('/servers/{id}', (call) => answerServer(call, getServer(call))),
  put('/servers/{id}', updateServer),
  del('/servers/{id}', deleteServer),
  ...serverPowerOperations,
  ...serverNetworkOperations,
  ...serverDiskOperations,
  ...serverIsoOperations,
  ...serverConsoleOperations,
  ...serverMetricsOperations,
  ...serverSettingOperations,
];

function getServer(call: Call): ServerRecord {
  return getById(call.project.servers, 'server', call.id);
}

function answerServer(call: Call, server: ServerRecord): Answer {
  return ok({ server: serverToWire(call, server) });
}

function listServers(call: Call): Answer {
  const statuses = chosenValues(call, 'status', STATUSES);
  const all = call.project.servers.filter(
    ({ status }) => statuses === undefined || statuses.includes(status),
  );
  return answerPage(call, {
    key: 'servers',
    records: withLabels(call, withName(call, all)),
    sortBy: { id: ({ id }) => id, name: ({ name }) => name, created: (server) => server.created },
    toWire: (server) => serverToWire(call, server),
  });
}

/** Name and labels, also while an action runs. */
function updateServer(call: Call): Answer {
  const server = getServer(call);
  const body = parseBody(updateBody, call.body);
  if (body.name !== undefined) assertNameFree(call.project.servers, 'server', body.name, server.id);
  const updated = call.project.servers.patch(server.id, changedFields(body));
  if (body.labels !== undefined) followLabels(call);
  return answerServer(call, updated);
}

/** Name and addresses are free again when the action is done. */
function deleteServer(call: Call): Answer {
  const server = getServer(call);
  assertServerUnlocked(call, server.id);
  assertUnprotected(server.isProtected, 'server');
  const action = call.actions.start({
    command: 'delete_server',
    resources: [{ id: server.id, type: 'server' }],
    effect: { on: 'server', do: 'delete', serverId: server.id, statusBefore: server.status },
    work: 'delete-server',
  });
  return ok({ action: actionToWire(action, call.nowMs) });
}
