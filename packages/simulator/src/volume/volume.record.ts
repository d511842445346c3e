import type { Labels } from '@seca-hetzner/hetzner/schema';

export interface VolumeRecord {
  readonly id: number;
  readonly name: string;
  readonly created: string;
  readonly labels: Labels;
  readonly locationId: number;
  readonly sizeGb: number;
  readonly format: string | null;
  readonly status: 'creating' | 'available';
  readonly serverId: number | null;
  readonly isDeleteProtected: boolean;
}
