import type { Labels, Route } from '@seca-hetzner/hetzner/schema';

export interface SubnetRecord {
  readonly type: 'cloud' | 'server' | 'vswitch';
  readonly ipRange: string;
  readonly networkZone: string;
  readonly vswitchId: number | null;
}

export interface NetworkRecord {
  readonly id: number;
  readonly name: string;
  readonly created: string;
  readonly labels: Labels;
  readonly ipRange: string;
  /** In the order in which they were added. */
  readonly subnets: readonly SubnetRecord[];
  readonly routes: readonly Route[];
  readonly isDeleteProtected: boolean;
  readonly exposeRoutesToVswitch: boolean;
}

/**
 * One private interface of a server. Its addresses are taken from the moment the call is accepted; the
 * attachment shows in answers while it is `attached` or `detaching`.
 */
export interface AttachmentRecord {
  readonly id: number;
  readonly serverId: number;
  readonly networkId: number;
  readonly ip: string;
  readonly aliasIps: readonly string[];
  /** What a running change_alias_ips will put in place of `aliasIps`. */
  readonly nextAliasIps: readonly string[] | null;
  readonly macAddress: string;
  readonly state: 'attaching' | 'attached' | 'detaching';
}
