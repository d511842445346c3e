import { limitExceeded } from '../api/errors.js';
import { serverTypeOf } from '../catalogue/server-types.js';
import type { Identified } from '../world/collection.js';
import type { Project } from '../world/project.js';

/** How many of one kind a project may have. Hetzner tells quotas nowhere: they show only when one is reached. */
export interface QuotaRecord extends Identified {
  readonly kind: QuotaKind;
  readonly maximum: number;
}

const COUNT = {
  servers: (project: Project) => project.servers.size,
  /** Virtual cores of all servers together. */
  cores: (project: Project) =>
    project.servers.all().reduce((sum, { serverTypeId }) => sum + serverTypeOf(serverTypeId).cores, 0),
  networks: (project: Project) => project.networks.size,
  volumes: (project: Project) => project.volumes.size,
  primary_ips: (project: Project) => project.primaryIps.size,
  images: (project: Project) => project.images.filter(({ deleted }) => deleted === null).length,
  firewalls: (project: Project) => project.firewalls.size,
  placement_groups: (project: Project) => project.placementGroups.size,
  ssh_keys: (project: Project) => project.sshKeys.size,
} as const satisfies Record<string, (project: Project) => number>;
export type QuotaKind = keyof typeof COUNT;

export const quotaKinds: readonly QuotaKind[] = Object.keys(COUNT).filter(isQuotaKind);

function isQuotaKind(key: string): key is QuotaKind {
  return Object.hasOwn(COUNT, key);
}

/**
 * Runs a change and refuses it when it brought the project beyond a quota; what was beyond one already may stay,
 * and shrink. Message and details as in the API description's example of `resource_limit_exceeded`.
 */
export function withinQuotas<T>(project: Project, change: () => T): T {
  const before = project.quotas.all().map((quota) => ({ quota, count: COUNT[quota.kind](project) }));
  const result = change();
  for (const { quota, count } of before) {
    const after = COUNT[quota.kind](project);
    if (after > count && after > quota.maximum)
      throw limitExceeded('project limit exceeded', 'project_limit');
  }
  return result;
}
