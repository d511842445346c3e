import type { FirewallRule, Labels } from '@seca-hetzner/hetzner/schema';

export interface AppliedServer {
  readonly serverId: number;
  readonly status: 'pending' | 'applied' | 'removing';
}

interface AppliedSelector {
  readonly selector: string;
  /** The servers that matched when the firewall last looked. */
  readonly serverIds: readonly number[];
}

export interface FirewallRecord {
  readonly id: number;
  readonly name: string;
  readonly created: string;
  readonly labels: Labels;
  readonly rules: readonly FirewallRule[];
  readonly servers: readonly AppliedServer[];
  readonly selectors: readonly AppliedSelector[];
}
