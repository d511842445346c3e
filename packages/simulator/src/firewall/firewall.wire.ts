import type { Firewall } from '@seca-hetzner/hetzner/schema';
import type { FirewallRecord } from './firewall.record.js';

export function firewallToWire(firewall: FirewallRecord): Firewall {
  return {
    id: firewall.id,
    name: firewall.name,
    labels: firewall.labels,
    created: firewall.created,
    rules: [...firewall.rules],
    applied_to: [
      ...firewall.servers.map(({ serverId }) => ({ type: 'server' as const, server: { id: serverId } })),
      ...firewall.selectors.map(({ selector, serverIds }) => ({
        type: 'label_selector' as const,
        label_selector: { selector },
        applied_to_resources: serverIds.map((id) => ({ type: 'server', server: { id } })),
      })),
    ],
  };
}
