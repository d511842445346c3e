import { createHash } from 'node:crypto';
import type { NatVmSlot } from '@seca-hetzner/domain';
import type { Labels } from '@seca-hetzner/hetzner/schema';

/** A placement group: a workspace has one for each anti-affinity group, told apart by a digest of its name. */
export type GroupRole = `spread-${string}`;

/** What an object is there for, as its label says. */
export type Role =
  | 'network'
  | 'hidden-network'
  | 'server'
  | 'disk'
  | 'spent-disk'
  | 'nat-vm'
  | 'nat-ip'
  | 'nat-vm-standby'
  | 'nat-ip-standby'
  | 'volume'
  | 'image'
  | 'disk-image'
  | GroupRole
  | 'public-ip'
  | 'firewall'
  | 'marker'
  | 'ssh-key'
  | 'user-key';

export const INSTALLATION_LABEL = 'seca.installation';
export const UID_LABEL = 'seca.uid';
export const ROLE_LABEL = 'seca.role';
/** On the mark alone: the epoch of the installation that has the project. */
export const EPOCH_LABEL = 'seca.epoch';
/** In mode `smoke`: when everything made in it has to be gone, in seconds since 1970. */
export const EXPIRES_LABEL = 'seca.expires';
/** An operator's: the Primary IP may be given to this tenant. */
export const POOL_LABEL = 'seca.pool';

export function groupRoleOf(antiAffinityGroup: string): GroupRole {
  return `spread-${createHash('sha256').update(antiAffinityGroup).digest('hex').slice(0, 12)}`;
}

/** The labels that everything we make carries: whose it is, for what, and of which installation. */
export function ownLabels(installationId: string, uid: string, role: Role): Labels {
  return { [INSTALLATION_LABEL]: installationId, [UID_LABEL]: uid, [ROLE_LABEL]: role };
}

/** Selects what belongs to one resource. */
export function selectorOf(installationId: string, uid: string): string {
  return `${INSTALLATION_LABEL}=${installationId},${UID_LABEL}=${uid}`;
}

/** Selects everything of this installation. */
export function selectorOfInstallation(installationId: string): string {
  return `${INSTALLATION_LABEL}=${installationId}`;
}

/** Selects what this installation has in any of these roles. */
export function selectorOfRoles(installationId: string, roles: readonly Role[]): string {
  return `${INSTALLATION_LABEL}=${installationId},${ROLE_LABEL} in (${roles.join(',')})`;
}

export function isOurs(labels: Labels, installationId: string, uid: string): boolean {
  return labels[INSTALLATION_LABEL] === installationId && labels[UID_LABEL] === uid;
}

const compact = (uid: string): string => uid.replaceAll('-', '');

/**
 * Names come from uids alone, so they are unique in the project and the same at every try. A guest tells by
 * the first letter whether a network is one it should use (`n-`) or a hidden one (`h-`).
 */
export const nameOf = {
  network: (uid: string): string => `n-${compact(uid)}`,
  hiddenNetwork: (workspaceUid: string): string => `h-${compact(workspaceUid)}`,
  server: (uid: string): string => `i-${compact(uid)}`,
  /** One gateway has NAT VMs in each network that uses it; a host name has at most 63 characters. */
  natVm: (gatewayUid: string, networkUid: string, slot: NatVmSlot = 'primary'): string =>
    `g-${compact(gatewayUid).slice(0, 24)}-${compact(networkUid).slice(0, 24)}${slot === 'standby' ? '-standby' : ''}`,
  volume: (uid: string): string => `v-${compact(uid)}`,
  /** Snapshots have no name; this is their description. */
  image: (uid: string): string => `image-${compact(uid)}`,
  diskImage: (uid: string): string => `disk-${compact(uid)}`,
  placementGroup: (workspaceUid: string, role: GroupRole): string => `${role}-${compact(workspaceUid)}`,
  userKey: (fingerprint: string): string => `k-${fingerprint.replaceAll(':', '')}`,
  publicIp: (uid: string): string => `p-${compact(uid)}`,
  firewall: (uid: string): string => `f-${compact(uid)}`,
  marker: (installationId: string): string => `seca-${compact(installationId)}`,
  sshKey: (installationId: string): string => `seca-${compact(installationId)}`,
};
