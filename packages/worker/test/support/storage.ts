import { expect } from 'vitest';
import {
  changePower,
  deleteResource,
  type Kind,
  type PowerAction,
  type Resource,
} from '@seca-hetzner/domain';
import type { Unit } from '@seca-hetzner/domain/jobs';
import { identityOf, put } from '@seca-hetzner/domain/testing';
import type { WorkerWorld } from './world.js';

/** What the tests of storage do to one world, in few words. */
export function storageOf(world: WorkerWorld) {
  const { domain, caller, cloud } = world;
  const plain = { primaryNicRef: undefined };
  const bootFrom = (name: string) => ({ bootVolume: { deviceRef: { resource: `block-storages/${name}` } } });

  return {
    /** A workspace with a block storage to boot from. */
    async putBase(): Promise<void> {
      await put(domain, caller, 'workspace', 'w');
      await put(domain, caller, 'block-storage', 'boot');
    },

    /** An instance without a NIC that boots from `volume`. */
    putInstance: (
      name: string,
      volume = 'boot',
      spec: object = {},
      extensions?: Record<string, string>,
    ): Promise<Resource<'instance'>> =>
      put(domain, caller, 'instance', name, {
        spec: { ...plain, ...bootFrom(volume), ...spec },
        ...(extensions ? { maps: { extensions } } : {}),
      }),

    putVolume: (
      name: string,
      spec: object = {},
      extensions?: Record<string, string>,
    ): Promise<Resource<'block-storage'>> =>
      put(domain, caller, 'block-storage', name, { spec, ...(extensions ? { maps: { extensions } } : {}) }),

    data: (...names: string[]) => ({
      dataVolumes: names.map((name) => ({ deviceRef: { resource: `block-storages/${name}` } })),
    }),

    act: (name: string, action: PowerAction) =>
      changePower(domain, caller, identityOf('instance', name), action),

    remove: (kind: Kind, name: string) => deleteResource(domain, caller, identityOf(kind, name)),

    async unit(kind: 'image' | 'block-storage' | 'instance' | 'workspace', name: string): Promise<Unit> {
      const { uid } = await world.get(kind, name);
      return { type: kind === 'block-storage' ? 'volume' : kind, uid };
    },

    /** The machine of an instance. */
    async serverOf(name: string) {
      const { uid } = await world.get('instance', name);
      const { servers } = (await cloud.state()).objects;
      const found = servers.find((server) => server.labels['seca.uid'] === uid);
      if (!found) throw new Error(`instance ${name} has no server`);
      return found;
    },

    /** Deletes whatever there is and sees that nothing stays at Hetzner. */
    async removeAll(): Promise<void> {
      await cloud.clearFaults();
      for (const kind of ['instance', 'image', 'block-storage', 'workspace'] as const) {
        const rows: { name: string }[] = await world.dataSource.query(
          `SELECT name FROM resource WHERE kind = $1 AND deleted_at IS NULL`,
          [kind],
        );
        for (const { name } of rows) await this.remove(kind, name);
      }
      await world.settle();
      expect(await cloud.leftovers()).toEqual([]);
      const [left]: { count: number }[] = await world.dataSource.query(
        `SELECT count(*)::int AS count FROM resource WHERE kind NOT IN ('role', 'role-assignment')`,
      );
      expect(left?.count).toBe(0);
    },
  };
}

export type Storage = ReturnType<typeof storageOf>;
