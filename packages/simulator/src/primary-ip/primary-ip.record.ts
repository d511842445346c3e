import type { DnsPtr, Labels } from '@seca-hetzner/hetzner/schema';

export interface PrimaryIpRecord {
  readonly id: number;
  readonly name: string;
  readonly created: string;
  readonly labels: Labels;
  readonly type: 'ipv4' | 'ipv6';
  /** One address for `ipv4`, a /64 for `ipv6`. */
  readonly ip: string;
  readonly dnsPtr: readonly DnsPtr[];
  readonly locationId: number;
  readonly autoDelete: boolean;
  readonly isDeleteProtected: boolean;
  readonly assigneeId: number | null;
}
