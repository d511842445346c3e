import type { Labels } from '@seca-hetzner/hetzner/schema';

export type ServerPower =
  | 'initializing'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'off'
  | 'deleting'
  | 'rebuilding'
  | 'migrating';

export interface ServerRecord {
  readonly id: number;
  readonly name: string;
  readonly created: string;
  readonly labels: Labels;
  readonly status: ServerPower;
  readonly serverTypeId: number;
  readonly locationId: number;
  readonly imageId: number;
  readonly placementGroupId: number | null;
  readonly primaryDiskSizeGb: number;
  readonly isProtected: boolean;
  readonly backupWindow: string | null;
  /** Rescue mode ends by itself after an hour. */
  readonly rescueUntilMs: number | null;
  /** A new server stays locked for a moment after its last action. */
  readonly lockedUntilMs: number | null;
  /** Absent in states of before there were any. */
  readonly isoId?: number | null;
  readonly hasSshKeys: boolean;
  /** The keys that it was created with; absent in states of before they were kept. */
  readonly sshPublicKeys?: readonly string[];
  /** As given; the API never tells it again. */
  readonly userData: string | null;
  /** Counts starts and stops, so that a late ACPI shutdown does not hit a machine that was restarted. */
  readonly powerEpoch: number;
}
