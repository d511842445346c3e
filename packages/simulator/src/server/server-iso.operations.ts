import { z } from 'zod';
import { actionStarted, doneAtOnce } from '../actions/answers.js';
import { idOrName, parseBody } from '../api/body.js';
import { invalidField, notFound } from '../api/errors.js';
import { type Answer, type Call, type Operation, post } from '../api/operation.js';
import { findByIdOrName } from '../api/references.js';
import { presentIsos } from '../catalogue/isos.js';
import { serverTypeOf } from '../catalogue/server-types.js';
import { freeServer, startOnServer } from './server-call.js';

const attachBody = z.object({ iso: idOrName });

export const serverIsoOperations: readonly Operation[] = [
  post('/servers/{id}/actions/attach_iso', attachIso),
  post('/servers/{id}/actions/detach_iso', detachIso),
];

/** One at a time: the one before is detached by this. Source: API description, attach_iso. */
function attachIso(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(attachBody, call.body);
  const iso = findByIdOrName(presentIsos(call.nowMs), body.iso);
  if (iso === undefined) throw notFound('iso', body.iso);
  const { architecture } = serverTypeOf(server.serverTypeId);
  if (iso.architecture !== null && iso.architecture !== architecture) {
    throw invalidField('iso', `iso is for ${iso.architecture}, the server is ${architecture}`);
  }
  const effect = { on: 'server', do: 'insert-iso', serverId: server.id, isoId: iso.id } as const;
  const others = [{ id: iso.id, type: 'iso' }];
  return actionStarted(call, startOnServer(call, 'attach_iso', effect, 'change-server', others));
}

/** Without one attached the action is a success at once. Source: API description, detach_iso. */
function detachIso(call: Call): Answer {
  const server = freeServer(call);
  if ((server.isoId ?? null) === null) {
    return doneAtOnce(call, 'detach_iso', [{ id: server.id, type: 'server' }]);
  }
  const effect = { on: 'server', do: 'insert-iso', serverId: server.id, isoId: null } as const;
  return actionStarted(call, startOnServer(call, 'detach_iso', effect, 'change-server'));
}
