import type { ChangeFeed, Domain, OperatorCaller, TokenCipher } from '@seca-hetzner/domain';
import type { AccessSettings } from './access/access-settings.js';
import type { Loaders } from './loaders.js';

/** What all requests of a process share. */
export interface AdminProcess {
  domain: Domain;
  settings: AdminSettings;
  /** For all subscriptions. */
  changes: ChangeFeed;
}

/** What a resolver knows of the request it answers. */
export interface AdminContext extends AdminProcess {
  caller: OperatorCaller;
  /** What the caller came with instead of a token of its own; it opens nothing but the exchange for one. */
  bootstrapToken?: string;
  /** Of this request. */
  loaders: Loaders;
}

/** What the admin API is told of the installation around it. */
export interface AdminSettings {
  /** Where SECA clients reach the gateway. */
  gatewayUrl: string;
  /** Addresses or networks of proxies whose forwarded headers count. */
  trustedProxies: readonly string[];
  /** What the keys for agents are encrypted with; absent where there are no agents. */
  agentCipher?: TokenCipher;
  /** What connections are bound with; absent where no tokens can be stored. */
  connections?: ConnectionSettings;
  access: AccessSettings;
}

export interface ConnectionSettings {
  cipher: TokenCipher;
  /** Base URL of the provider's API; configuration, never input. */
  endpoint: string;
}
