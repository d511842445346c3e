import type { Asked, AskedNetwork } from './asked.js';
import { ipOf, keyOf } from './asked.js';

/** What Hetzner has to have, by what it is there for. */
export interface Wanted {
  objects: Map<string, string>;
  /** What may be there as well: it stays for a while, or was never needed. */
  optional: Map<string, string>;
}

/** What only the control plane can say. */
export interface Places {
  /** The address that routes to a gateway lead to, by the VM that is there. */
  aliasOf(gateway: string, network: string): string | undefined;
  addressOf(instance: string): string | undefined;
}

/** What was asked for, as objects at Hetzner. */
export function wantedOf(asked: Asked, places: Places): Wanted {
  const objects = new Map<string, string>();
  const optional = new Map<string, string>();
  for (const network of asked.networks.values()) {
    const { name, workspace, routes } = network;
    const ranges = [...routes.subnets.values()].map(({ range }) => range).toSorted();
    const lines = routesOf(asked, network, places);
    objects.set(
      `networks network of ${keyOf('network', { workspace }, name)}`,
      `10.0.0.0/16 with ${ranges.join(', ')}; ${lines.join(', ')}`,
    );
    for (const gateway of asked.gatewaysIn(workspace)) {
      const use = asked.useOf(network, gateway);
      if (use === 'none') continue;
      const where = `${keyOf('internet-gateway', { workspace }, gateway)} in ${name}`;
      const list = use === 'needed' ? objects : optional;
      list.set(`servers nat-vm of ${where}`, 'running, public');
      list.set(`primary_ips nat-ip of ${where}`, 'assigned');
    }
  }
  const members = new Map<string, string[]>();
  for (const { name, workspace, network, sku, isOn, group, volumes } of asked.instances.values()) {
    const disks = [...volumes].toSorted().join(', ');
    objects.set(
      `servers server of ${keyOf('instance', { workspace }, name)}`,
      `${sku}, ${isOn ? 'running' : 'off'}, ${group === undefined ? 'private' : 'public'}, in ${network}, with ${disks}`,
    );
    if (group === undefined) continue;
    objects.set(`primary_ips public-ip of ${keyOf('public-ip', { workspace }, ipOf(name))}`, 'assigned');
    members.set(group, [...(members.get(group) ?? []), name]);
  }
  for (const { name, workspace, sizeGb, instance, wasAttached } of asked.volumes.values()) {
    const key = `volumes volume of ${keyOf('block-storage', { workspace }, name)}`;
    if (instance !== undefined) objects.set(key, `${sizeGb} GB, at ${instance}`);
    else if (wasAttached) optional.set(key, `${sizeGb} GB, free`);
  }
  for (const [name, instances] of members) {
    const { workspace, ports } = asked.groups.get(name)!;
    objects.set(
      `firewalls firewall of ${keyOf('security-group', { workspace }, name)}`,
      `${ports.map(String).toSorted().join(', ')} at ${instances.toSorted().join(', ')}`,
    );
  }
  return { objects, optional };
}

function routesOf(asked: Asked, network: AskedNetwork, places: Places): string[] {
  const { name } = network;
  const routes = network.routes.routes((target) => {
    const [, gateway] = /^internet-gateways\/(.*)$/.exec(target) ?? [];
    if (gateway !== undefined) {
      if (asked.useOf(network, gateway) !== 'needed') return undefined;
      return places.aliasOf(gateway, name) ?? `the VM of ${gateway}`;
    }
    const [, instance] = /^instances\/(.*)$/.exec(target) ?? [];
    if (instance === undefined) return target;
    return asked.instances.get(instance)?.network === name ? places.addressOf(instance) : undefined;
  });
  return routes.map(({ destination, gateway }) => `${destination} to ${gateway}`).toSorted();
}
