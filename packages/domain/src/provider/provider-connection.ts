import type {
  ConnectionMode,
  ConnectionStatus,
  ForeignObjects,
  TokenAccess,
} from './provider-connection.entity.js';
import type { ProviderErrorCode } from './provider-errors.js';

/** The terms of mode `smoke`, and what is used up of them; net, in the currency of the provider's prices. */
export interface SmokeState {
  capEur: number;
  /** What everything made will have cost by the expiry. */
  spentEur: number;
  expiresAt: Date;
}

/** A project at a provider, bound to a tenant, without its token. */
export interface ProviderConnection {
  id: string;
  tenant: string;
  name: string;
  provider: string;
  endpoint: string;
  mode: ConnectionMode;
  status: ConnectionStatus;
  /** Why the status is not `connected`. */
  statusCode: ProviderErrorCode | undefined;
  /** Why no run but the connection's own may call the provider; absent while all may. */
  barredCode: ProviderErrorCode | undefined;
  statusSince: Date;
  lastCheckAt: Date | undefined;
  lastGoodCheckAt: Date | undefined;
  markerObjectId: string | undefined;
  sshKeyObjectId: string | undefined;
  catalogueReadAt: Date | undefined;
  sweptAt: Date | undefined;
  revision: number;
  checkedRevision: number;
  tokenAccess: TokenAccess | undefined;
  foreignObjects: ForeignObjects | undefined;
  inspectedAt: Date | undefined;
  unbindingAt: Date | undefined;
  abandonedAt: Date | undefined;
  /** In mode `smoke` alone. */
  smoke: SmokeState | undefined;
}
