import {
  anyReconciler,
  defaultWorkspaceSettings,
  type Domain,
  type Provider,
  type TokenCipher,
  type WorkspaceSettings,
} from '@seca-hetzner/domain';
import type { HetznerCall } from '@seca-hetzner/hetzner';
import { hetznerRules } from '../rules/provider-rules.js';
import type { CatalogueFile } from '../rules/catalogue-file.js';
import { connectionReconciler } from './connection/index.js';
import { failureOf } from './failures.js';
import { imageReconciler } from './image/index.js';
import { instanceReconciler } from './instance/index.js';
import { networkReconciler } from './network/index.js';
import { publicIpReconciler } from './public-ip/index.js';
import { securityGroupReconciler } from './security-group/index.js';
import { createSessions } from './session.js';
import { volumeReconciler } from './volume/index.js';
import { workspaceReconciler } from './workspace/index.js';

export type { HetznerCall } from '@seca-hetzner/hetzner';
export { openProjectCleaner } from './clean-up.js';
export { openLabelCleaner, type ProjectObject } from './label-cleaner.js';

export interface HetznerProviderOptions {
  domain: Domain;
  cipher: TokenCipher;
  /** Name of the system image that boots where no other is named. */
  defaultImage: string;
  /** Pins what is on offer. */
  catalogueFile?: CatalogueFile | undefined;
  /** How long the machine of a deleted instance is kept before a snapshot takes its place. */
  diskSnapshotAfterMs: number;
  /** Where the agents of NAT VMs reach us; without it VMs are made without agent. */
  agentUrl?: string | undefined;
  /** Whether each gateway has a second NAT VM that takes over; only with `agentUrl`. */
  hasNatStandbys?: boolean;
  /** How often the ways out are looked at. */
  lookEveryMs?: number | undefined;
  /** What holds in workspaces that have nothing of their own. */
  workspaceSettings?: WorkspaceSettings | undefined;
  userAgent: string;
  /** Told of every call to Hetzner. */
  onCall?: (call: HetznerCall) => void;
}

/** Hetzner Cloud as a provider: what makes each unit true there. */
export function createHetznerProvider(options: HetznerProviderOptions): Provider {
  const sessions = createSessions(options);
  const {
    agentUrl: url,
    cipher,
    hasNatStandbys: hasStandbys = false,
    workspaceSettings = defaultWorkspaceSettings,
  } = options;
  return {
    name: hetznerRules.provider,
    reconcilers: [
      anyReconciler(connectionReconciler(sessions, options)),
      anyReconciler(workspaceReconciler(sessions)),
      anyReconciler(
        networkReconciler(
          sessions,
          workspaceSettings,
          url === undefined ? undefined : { url, cipher, hasStandbys },
        ),
      ),
      anyReconciler(instanceReconciler(sessions, workspaceSettings)),
      anyReconciler(volumeReconciler(sessions, options)),
      anyReconciler(imageReconciler(sessions)),
      anyReconciler(publicIpReconciler(sessions)),
      anyReconciler(securityGroupReconciler(sessions)),
    ],
    failureOf,
    close: () => sessions.close(),
  };
}
