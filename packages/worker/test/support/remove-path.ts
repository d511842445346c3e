import { deleteResource, type Kind } from '@seca-hetzner/domain';
import { identityOf } from '@seca-hetzner/domain/testing';
import type { WorkerWorld } from './world.js';

/** Deletes one resource of the path, as a client would. */
export function remove(world: WorkerWorld, kind: Kind, name: string): Promise<unknown> {
  return deleteResource(world.domain, world.caller, identityOf(kind, name));
}

/** Deletes the path back to front, as a client would, without waiting in between. */
export async function removePath(world: WorkerWorld): Promise<void> {
  for (const [kind, name] of [
    ['instance', 'vm'],
    ['nic', 'nic'],
    ['subnet', 's'],
    ['routing-table', 'rt'],
    ['internet-gateway', 'gw'],
    ['network', 'n'],
    ['block-storage', 'boot'],
    ['workspace', 'w'],
  ] as const) {
    if (await world.find(kind, name)) await remove(world, kind, name);
  }
}
