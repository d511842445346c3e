import { answerPage, chosenIds, chosenValues } from '../api/listing.js';
import { ApiError, notFound } from '../api/errors.js';
import { type Answer, type Call, get, ok, type Operation } from '../api/operation.js';
import { findImage } from '../image/image.wire.js';
import type { ActionRecord } from './action.record.js';
import { actionToWire } from './action.wire.js';

const REMOVAL =
  'https://docs.hetzner.cloud/changelog#2025-01-30-listing-arbitrary-actions-in-the-actions-list-endpoint-is-removed';

/** `GET /actions`, and the four reading operations that every resource with actions has. */
export const actionOperations: readonly Operation[] = [
  get('/actions', getActions),
  get('/actions/{id}', (call) => answerAction(call, call.id, () => true)),
  ...operationsBelow('servers', 'server', (call) => call.project.servers.find(call.id)),
  ...operationsBelow('volumes', 'volume', (call) => call.project.volumes.find(call.id)),
  ...operationsBelow('networks', 'network', (call) => call.project.networks.find(call.id)),
  ...operationsBelow('firewalls', 'firewall', (call) => call.project.firewalls.find(call.id)),
  ...operationsBelow('primary_ips', 'primary_ip', (call) => call.project.primaryIps.find(call.id)),
  ...operationsBelow('images', 'image', (call) => findImage(call.project, call.id)),
];

/**
 * Ids are mandatory since 30 January 2025. All that are asked for come in one answer without `meta`: the API
 * description gives this operation no pagination. Ids that do not exist are left out.
 */
function getActions(call: Call): Answer {
  const ids = chosenIds(call);
  if (ids === undefined) {
    throw new ApiError('deprecated_api_endpoint', 'API functionality was removed', { announcement: REMOVAL });
  }
  const found = [...ids]
    .toSorted((a, b) => a - b)
    .map((id) => call.project.actions.find(id))
    .filter((action) => action !== undefined)
    .filter(({ isListed }) => isListed);
  return ok({ actions: found.map((action) => actionToWire(action, call.nowMs)) });
}

function operationsBelow(
  path: string,
  type: string,
  findResource: (call: Call) => object | undefined,
): Operation[] {
  const isAbout = (action: ActionRecord, id?: number) =>
    action.resources.some((resource) => resource.type === type && (id === undefined || resource.id === id));
  return [
    get(`/${path}/actions`, (call) => answerActions(call, (action) => isAbout(action))),
    get(`/${path}/actions/{id}`, (call) => answerAction(call, call.id, (action) => isAbout(action))),
    get(`/${path}/{id}/actions`, (call) => {
      if (findResource(call) === undefined) throw notFound(type, call.id);
      return answerActions(call, (action) => isAbout(action, call.id));
    }),
    get(`/${path}/{id}/actions/{action_id}`, (call) =>
      answerAction(call, call.actionId, (action) => isAbout(action, call.id)),
    ),
  ];
}

function answerAction(call: Call, id: number, isWanted: (action: ActionRecord) => boolean): Answer {
  const action = call.project.actions.find(id);
  if (action === undefined || !action.isListed || !isWanted(action)) throw notFound('action', id);
  return ok({ action: actionToWire(action, call.nowMs) });
}

function answerActions(call: Call, isWanted: (action: ActionRecord) => boolean): Answer {
  const ids = chosenIds(call);
  const statuses = chosenValues(call, 'status', ['running', 'success', 'error']);
  const records = call.project.actions
    .filter((action) => action.isListed && isWanted(action))
    .filter(({ id }) => ids === undefined || ids.has(id))
    .filter(({ status }) => statuses === undefined || statuses.includes(status));
  return answerPage(call, {
    key: 'actions',
    records,
    sortBy: {
      id: ({ id }) => id,
      command: ({ command }) => command,
      status: ({ status }) => status,
      started: ({ startedMs }) => startedMs,
      finished: ({ finishedMs }) => finishedMs,
    },
    toWire: (action) => actionToWire(action, call.nowMs),
  });
}
