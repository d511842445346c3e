import type { Labels } from '@seca-hetzner/hetzner/schema';

/** Its members are the servers that name it. */
export interface PlacementGroupRecord {
  readonly id: number;
  readonly name: string;
  readonly created: string;
  readonly labels: Labels;
}
