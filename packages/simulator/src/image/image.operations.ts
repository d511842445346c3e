import type { Image } from '@seca-hetzner/hetzner/schema';
import { z } from 'zod';
import { doneAtOnce } from '../actions/answers.js';
import { assertUnlocked } from '../actions/locks.js';
import { bool, labels, oneOf, optional, parseBody, text } from '../api/body.js';
import { ApiError, invalidField, notFound } from '../api/errors.js';
import { answerPage, chosenIds, chosenValues, withLabels, withName } from '../api/listing.js';
import {
  type Answer,
  type Call,
  del,
  get,
  noContent,
  ok,
  type Operation,
  post,
  put,
} from '../api/operation.js';
import { assertUnprotected, changedFields } from '../api/references.js';
import { timestamp } from '../world/timestamp.js';
import type { ImageRecord } from './image.record.js';
import { imageToWire, presentImages } from './image.wire.js';

const TYPES = ['system', 'app', 'snapshot', 'backup'];
const STATUSES = ['available', 'creating', 'unavailable'];
const ARCHITECTURES = ['x86', 'arm'];

const updateBody = z.object({
  description: optional(text),
  type: optional(oneOf(['snapshot'])),
  labels: optional(labels),
});
const protectionBody = z.object({ delete: optional(bool) });

export const imageOperations: readonly Operation[] = [
  get('/images', listImages),
  get('/images/{id}', (call) => {
    const image = presentImages(call.project).find(({ id }) => id === call.id);
    if (image === undefined) throw notFound('image', call.id);
    return ok({ image });
  }),
  put('/images/{id}', updateImage),
  del('/images/{id}', deleteImage),
  post('/images/{id}/actions/change_protection', changeProtection),
];

/** Deprecated images are left out unless asked for. */
function listImages(call: Call): Answer {
  const types = chosenValues(call, 'type', TYPES);
  const statuses = chosenValues(call, 'status', STATUSES);
  const architectures = chosenValues(call, 'architecture', ARCHITECTURES);
  const boundTo = chosenIds(call, 'bound_to');
  const includesDeprecated = call.query.get('include_deprecated') === 'true';
  const isWanted = (image: Image) =>
    (types === undefined || types.includes(image.type)) &&
    (statuses === undefined || statuses.includes(image.status)) &&
    (architectures === undefined || architectures.includes(image.architecture)) &&
    (boundTo === undefined || (image.bound_to !== null && boundTo.has(image.bound_to))) &&
    (includesDeprecated || image.deprecation == null || Date.parse(image.deprecation.announced) > call.nowMs);
  return answerPage(call, {
    key: 'images',
    records: withLabels(call, withName(call, presentImages(call.project).filter(isWanted))),
    sortBy: { id: ({ id }) => id, name: ({ name }) => name, created: ({ created }) => created },
    toWire: (image) => image,
  });
}

/** Only snapshots and backups can be changed. */
function getOwnImage(call: Call): ImageRecord {
  const image = call.project.images.find(call.id);
  if (image !== undefined && image.deleted === null) return image;
  if (presentImages(call.project).some(({ id }) => id === call.id)) {
    throw new ApiError('forbidden', 'only images of type snapshot and backup can be changed');
  }
  throw notFound('image', call.id);
}

/** A backup may become a snapshot, and is then bound to no server. */
function updateImage(call: Call): Answer {
  const image = getOwnImage(call);
  const body = parseBody(updateBody, call.body);
  const updated = call.project.images.patch(image.id, {
    ...changedFields({ labels: body.labels }),
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(body.type === undefined ? {} : { type: body.type, boundTo: null }),
  });
  return ok({ image: imageToWire(updated) });
}

function deleteImage(call: Call): Answer {
  const image = getOwnImage(call);
  assertUnlocked(call, 'image', image.id);
  assertUnprotected(image.isDeleteProtected, 'image');
  call.project.images.patch(image.id, { deleted: timestamp(call.nowMs) });
  return noContent;
}

function changeProtection(call: Call): Answer {
  const image = getOwnImage(call);
  const body = parseBody(protectionBody, call.body);
  if (image.type !== 'snapshot') throw invalidField('delete', 'only snapshots can be protected');
  call.project.images.patch(image.id, { isDeleteProtected: body.delete ?? image.isDeleteProtected });
  return doneAtOnce(call, 'change_protection', [{ id: image.id, type: 'image' }]);
}
