import { randomUUID } from 'node:crypto';
import {
  UnauthenticatedError,
  findApiToken,
  type ChangeFeed,
  type Domain,
  type OperatorCaller,
  type TokenCipher,
} from '@seca-hetzner/domain';
import { createLoaders, type Loaders } from './loaders.js';

/** What a resolver knows of the request it answers. */
export interface AdminContext {
  caller: OperatorCaller;
  domain: Domain;
  settings: AdminSettings;
  /** Of this process, for all its subscriptions. */
  changes: ChangeFeed;
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
}

export interface ConnectionSettings {
  cipher: TokenCipher;
  /** Base URL of the provider's API; configuration, never input. */
  endpoint: string;
}

/** Lets the bearer of a valid API token in, and nobody else. Throws `UnauthenticatedError`. */
export async function contextOf(
  domain: Domain,
  settings: AdminSettings,
  changes: ChangeFeed,
  authorization: string | undefined,
  sourceAddress: string | undefined,
): Promise<AdminContext> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  const { dataSource, clock } = domain;
  const name = token === undefined ? undefined : await findApiToken(dataSource.manager, token, clock.now());
  if (name === undefined) throw new UnauthenticatedError('a valid API token is required');
  return {
    domain,
    settings,
    changes,
    loaders: createLoaders(dataSource.manager),
    caller: {
      type: 'operator',
      subject: name,
      role: 'admin',
      source: 'admin',
      requestId: randomUUID(),
      ...(sourceAddress === undefined ? {} : { sourceAddress }),
    },
  };
}
