import type { Labels } from '@seca-hetzner/hetzner/schema';

export interface SshKeyRecord {
  readonly id: number;
  readonly name: string;
  readonly created: string;
  readonly labels: Labels;
  readonly publicKey: string;
  readonly fingerprint: string;
}
