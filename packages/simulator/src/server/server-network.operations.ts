import { z } from 'zod';
import { actionStarted } from '../actions/answers.js';
import { assertNetworkUnchanging } from '../actions/locks.js';
import { integer, optional, parseBody, text } from '../api/body.js';
import { ApiError } from '../api/errors.js';
import { type Answer, type Call, type Operation, post } from '../api/operation.js';
import { getById } from '../api/references.js';
import { locationOf } from '../catalogue/locations.js';
import { planAttachment } from '../network/attachment.rules.js';
import { checkAliasIps, takenAddresses } from '../network/ipam.js';
import type { AttachmentRecord } from '../network/network.record.js';
import { freeServer, startOnServer } from './server-call.js';

const attachBody = z.object({
  network: integer,
  ip: optional(text),
  ip_range: optional(text),
  alias_ips: optional(z.array(text)),
});
const aliasBody = z.object({ network: integer, alias_ips: z.array(text) });
const detachBody = z.object({ network: integer });

export const serverNetworkOperations: readonly Operation[] = [
  post('/servers/{id}/actions/attach_to_network', attachToNetwork),
  post('/servers/{id}/actions/detach_from_network', detachFromNetwork),
  post('/servers/{id}/actions/change_alias_ips', changeAliasIps),
];

/** Works on running servers as well: the interface appears. */
function attachToNetwork(call: Call): Answer {
  const server = freeServer(call);
  const body = parseBody(attachBody, call.body);
  const network = getById(call.project.networks, 'network', body.network);
  assertNetworkUnchanging(call, network.id);
  const request = { ip: body.ip, ipRange: body.ip_range, aliasIps: body.alias_ips };
  const planned = planAttachment(call.project, server, network, request, call.world.newId());
  const attachment = call.project.attachments.put(planned);
  const effect = { on: 'attachment', do: 'attach', attachmentId: attachment.id } as const;
  const action = startOnServer(call, 'attach_to_network', effect, 'attach-network', [
    { id: network.id, type: 'network' },
  ]);
  return actionStarted(call, action);
}

function detachFromNetwork(call: Call): Answer {
  const body = parseBody(detachBody, call.body);
  const attachment = attachmentTo(call, body.network);
  const effect = { on: 'attachment', do: 'detach', attachmentId: attachment.id } as const;
  const action = startOnServer(call, 'detach_from_network', effect, 'detach-network', [
    { id: attachment.networkId, type: 'network' },
  ]);
  return actionStarted(call, action);
}

/** Replaces the whole list. Old and new addresses are taken until the action is over. */
function changeAliasIps(call: Call): Answer {
  const body = parseBody(aliasBody, call.body);
  const attachment = attachmentTo(call, body.network);
  const network = call.project.networks.get(attachment.networkId);
  const others = call.project.attachments.filter(
    ({ networkId, id }) => networkId === network.id && id !== attachment.id,
  );
  const taken = takenAddresses([...others, { ...attachment, aliasIps: [], nextAliasIps: null }]);
  const { network_zone: zone } = locationOf(call.project.servers.get(attachment.serverId).locationId);
  checkAliasIps(network, taken, body.alias_ips, zone);
  call.project.attachments.patch(attachment.id, { nextAliasIps: body.alias_ips });
  const effect = { on: 'attachment', do: 'change-alias-ips', attachmentId: attachment.id } as const;
  const action = startOnServer(call, 'change_alias_ips', effect, 'change-server', [
    { id: network.id, type: 'network' },
  ]);
  return actionStarted(call, action);
}

/** The server's interface in a network that nobody is changing. */
function attachmentTo(call: Call, networkId: number): AttachmentRecord {
  const server = freeServer(call);
  const network = getById(call.project.networks, 'network', networkId);
  assertNetworkUnchanging(call, network.id);
  const attachment = call.project.attachments.findBy(
    (candidate) => candidate.serverId === server.id && candidate.networkId === network.id,
  );
  if (attachment === undefined) {
    throw new ApiError('service_error', 'server is not attached to the network');
  }
  return attachment;
}
