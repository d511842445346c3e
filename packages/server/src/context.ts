import type { Domain, OperatorCaller, TokenCipher } from '@seca-hetzner/domain';
import type { AccessSettings } from './access/access-settings.js';

/** What a resolver knows of the request it answers. */
export interface AdminContext {
  caller: OperatorCaller;
  /** What the caller came with instead of a token of its own; it opens nothing but the exchange for one. */
  bootstrapToken?: string;
  domain: Domain;
  settings: AdminSettings;
}

/** What the admin API is told of the installation around it. */
export interface AdminSettings {
  /** Where SECA clients reach the gateway. */
  gatewayUrl: string;
  /** What the keys for agents are encrypted with; absent where there are no agents. */
  agentCipher?: TokenCipher;
  access: AccessSettings;
}
