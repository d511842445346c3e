import { z } from 'zod';
import { labels, name, oneOf, optional, parseBody } from '../api/body.js';
import { limitExceeded } from '../api/errors.js';
import { answerPage, chosenValues, withLabels, withName } from '../api/listing.js';
import {
  type Answer,
  type Call,
  created,
  del,
  get,
  noContent,
  ok,
  type Operation,
  post,
  put,
} from '../api/operation.js';
import { assertNameFree, changedFields, getById } from '../api/references.js';
import { timestamp } from '../world/timestamp.js';
import type { PlacementGroupRecord } from './placement-group.record.js';
import { MAXIMUM_GROUPS_PER_PROJECT } from './placement-group.rules.js';
import { placementGroupToWire } from './placement-group.wire.js';

const createBody = z.object({ name, type: oneOf(['spread']), labels: optional(labels) });
const updateBody = z.object({ name: optional(name), labels: optional(labels) });

export const placementGroupOperations: readonly Operation[] = [
  get('/placement_groups', listGroups),
  post('/placement_groups', createGroup),
  get('/placement_groups/{id}', (call) => answerGroup(call, getGroup(call))),
  put('/placement_groups/{id}', updateGroup),
  del('/placement_groups/{id}', deleteGroup),
];

function getGroup(call: Call): PlacementGroupRecord {
  return getById(call.project.placementGroups, 'placement group', call.id);
}

function answerGroup(call: Call, group: PlacementGroupRecord): Answer {
  return ok({ placement_group: placementGroupToWire(call.project, group) });
}

function listGroups(call: Call): Answer {
  chosenValues(call, 'type', ['spread']);
  return answerPage(call, {
    key: 'placement_groups',
    records: withLabels(call, withName(call, call.project.placementGroups.all())),
    sortBy: { id: ({ id }) => id, name: (group) => group.name, created: (group) => group.created },
    toWire: (group) => placementGroupToWire(call.project, group),
  });
}

function createGroup(call: Call): Answer {
  const body = parseBody(createBody, call.body);
  const { placementGroups } = call.project;
  assertNameFree(placementGroups, 'placement group', body.name);
  if (placementGroups.size >= MAXIMUM_GROUPS_PER_PROJECT) {
    throw limitExceeded('placement group limit exceeded', 'placement_group_limit');
  }
  const group = placementGroups.put({
    id: call.world.newId(),
    name: body.name,
    created: timestamp(call.nowMs),
    labels: body.labels ?? {},
  });
  return created({ placement_group: placementGroupToWire(call.project, group), action: null });
}

function updateGroup(call: Call): Answer {
  const group = getGroup(call);
  const body = parseBody(updateBody, call.body);
  if (body.name !== undefined) {
    assertNameFree(call.project.placementGroups, 'placement group', body.name, group.id);
  }
  return answerGroup(call, call.project.placementGroups.patch(group.id, changedFields(body)));
}

/** Its members stay where they are, in no group. */
function deleteGroup(call: Call): Answer {
  const group = getGroup(call);
  for (const { id } of call.project.servers.filter(({ placementGroupId }) => placementGroupId === group.id)) {
    call.project.servers.patch(id, { placementGroupId: null });
  }
  call.project.placementGroups.remove(group.id);
  return noContent;
}
