import type { SshKey } from '@seca-hetzner/hetzner/schema';
import { z } from 'zod';
import { labels, name, optional, parseBody, text } from '../api/body.js';
import { ApiError, invalidField } from '../api/errors.js';
import { answerPage, withLabels, withName } from '../api/listing.js';
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
import { fingerprintOf } from './public-key.js';
import type { SshKeyRecord } from './ssh-key.record.js';

const createBody = z.object({ name, public_key: text, labels: optional(labels) });
const updateBody = z.object({ name: optional(name), labels: optional(labels) });

export const sshKeyOperations: readonly Operation[] = [
  get('/ssh_keys', listSshKeys),
  post('/ssh_keys', createSshKey),
  get('/ssh_keys/{id}', (call) => ok({ ssh_key: sshKeyToWire(getSshKey(call)) })),
  put('/ssh_keys/{id}', updateSshKey),
  del('/ssh_keys/{id}', (call) => {
    call.project.sshKeys.remove(getSshKey(call).id);
    return noContent;
  }),
];

function getSshKey(call: Call): SshKeyRecord {
  return getById(call.project.sshKeys, 'SSH key', call.id);
}

export function sshKeyToWire(key: SshKeyRecord): SshKey {
  return {
    id: key.id,
    name: key.name,
    fingerprint: key.fingerprint,
    public_key: key.publicKey,
    labels: key.labels,
    created: key.created,
  };
}

function listSshKeys(call: Call): Answer {
  const fingerprint = call.query.get('fingerprint');
  const all = call.project.sshKeys.filter((key) => fingerprint === null || key.fingerprint === fingerprint);
  return answerPage(call, {
    key: 'ssh_keys',
    records: withLabels(call, withName(call, all)),
    sortBy: { id: ({ id }) => id, name: (key) => key.name },
    toWire: sshKeyToWire,
  });
}

/** Name and key are unique each. Source: API description, example of `uniqueness_error`. */
function createSshKey(call: Call): Answer {
  const body = parseBody(createBody, call.body);
  const fingerprint = fingerprintOf(body.public_key);
  if (fingerprint === undefined) throw invalidField('public_key', 'is not a valid SSH public key');
  assertNameFree(call.project.sshKeys, 'SSH key', body.name);
  if (call.project.sshKeys.findBy((key) => key.fingerprint === fingerprint) !== undefined) {
    const details = { fields: [{ name: 'public_key' }] };
    throw new ApiError('uniqueness_error', 'SSH key with the same fingerprint already exists', details);
  }
  const key = call.project.sshKeys.put({
    id: call.world.newId(),
    name: body.name,
    created: timestamp(call.nowMs),
    labels: body.labels ?? {},
    publicKey: body.public_key,
    fingerprint,
  });
  return created({ ssh_key: sshKeyToWire(key) });
}

function updateSshKey(call: Call): Answer {
  const key = getSshKey(call);
  const body = parseBody(updateBody, call.body);
  if (body.name !== undefined) assertNameFree(call.project.sshKeys, 'SSH key', body.name, key.id);
  return ok({ ssh_key: sshKeyToWire(call.project.sshKeys.patch(key.id, changedFields(body))) });
}
