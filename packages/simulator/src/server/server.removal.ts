import type { EffectContext } from '../actions/starter.js';
import { timestamp } from '../world/timestamp.js';
import { covers } from '../firewall/firewall.rules.js';
import { removeGuest } from '../guest/guest.rules.js';
import type { ServerRecord } from './server.record.js';

/**
 * Takes a server away and all that hung on it: interfaces, volumes, firewalls and kept Primary IPs are detached,
 * Primary IPs with `auto_delete` and backups go with it, snapshots stay. Source: API description,
 * `DELETE /servers/{id}`, "Primary IPs" and "Images".
 */
export function removeServer(context: EffectContext, server: ServerRecord): void {
  const { project, atMs } = context;
  const isOfServer = ({ serverId }: { readonly serverId: number | null }) => serverId === server.id;
  for (const { id } of project.attachments.filter(isOfServer)) project.attachments.remove(id);
  for (const { id } of project.volumes.filter(isOfServer)) project.volumes.patch(id, { serverId: null });
  for (const ip of project.primaryIps.filter(({ assigneeId }) => assigneeId === server.id)) {
    if (ip.autoDelete) project.primaryIps.remove(ip.id);
    else project.primaryIps.patch(ip.id, { assigneeId: null });
  }
  for (const firewall of project.firewalls.filter((candidate) => covers(candidate, server.id))) {
    const servers = firewall.servers.filter(({ serverId }) => serverId !== server.id);
    const selectors = firewall.selectors.map(({ selector, serverIds }) => ({
      selector,
      serverIds: serverIds.filter((id) => id !== server.id),
    }));
    project.firewalls.patch(firewall.id, { servers, selectors });
  }
  for (const { id } of project.images.filter(({ boundTo }) => boundTo === server.id)) {
    project.images.patch(id, { deleted: timestamp(atMs) });
  }
  removeGuest(context, server);
  project.servers.remove(server.id);
}
