import type { Binding, Resource, WaitStep } from '@seca-hetzner/domain';
import type { PrimaryIp } from '@seca-hetzner/hetzner/schema';
import { POOL_LABEL, UID_LABEL } from '../labels.js';
import type { Session } from '../session.js';

/** What is wanted of a public IP, as the database has it. */
export interface PublicIpIntent {
  publicIp: Resource<'public-ip'>;
  connectionId: string | undefined;
  workspaceUid: string;
  /** The zone it lies in. */
  location: string | undefined;
  binding: Binding | undefined;
}

export interface PublicIpActual {
  /** Absent while the workspace has no connection. */
  session: Session | undefined;
  primaryIp: PrimaryIp | undefined;
  /** Whether there may be one that was not seen. */
  isBound: boolean;
  /** One of the operator's that has the address asked for and that the tenant may have. */
  offered: PrimaryIp | undefined;
}

export type PublicIpStep =
  | { do: 'take-from-pool' }
  | { do: 'label-as-ours' }
  | { do: 'create-primary-ip' }
  | { do: 'keep-beyond-server' }
  | { do: 'give-back' }
  | { do: 'delete-primary-ip' }
  | WaitStep;

/** The instance that lets go of it wakes us; this is for a wake-up that was lost. */
const LOOK_AGAIN_MS = 60_000;

export function planPublicIp(intent: PublicIpIntent, actual: PublicIpActual): PublicIpStep[] {
  const { publicIp, connectionId } = intent;
  const { primaryIp, offered, isBound } = actual;
  if (publicIp.deletedAt !== undefined && !isBound) return [];
  if (connectionId === undefined) {
    return [{ do: 'wait', reason: 'the workspace has no provider connection' }];
  }
  if (publicIp.deletedAt !== undefined) return planDeletion(intent, primaryIp);
  if (!primaryIp) return [{ do: offered ? 'take-from-pool' : 'create-primary-ip' }];
  const isFromPool = POOL_LABEL in primaryIp.labels;
  if (isFromPool && primaryIp.labels[UID_LABEL] !== publicIp.uid) return [{ do: 'label-as-ours' }];
  return primaryIp.auto_delete ? [{ do: 'keep-beyond-server' }] : [];
}

/** Hetzner takes an address off a server that is off only, and that is the instance's business. */
function planDeletion({ publicIp }: PublicIpIntent, primaryIp: PrimaryIp | undefined): PublicIpStep[] {
  if (!primaryIp) return [{ do: 'delete-primary-ip' }];
  if (primaryIp.assignee_id !== null) {
    const holder = publicIp.status.attachedTo?.resource;
    const who = holder === undefined ? 'a server' : `instance '${holder.split('/').at(-1)}'`;
    return [{ do: 'wait', reason: `${who} has it until its next stop`, pollAfterMs: LOOK_AGAIN_MS }];
  }
  return [{ do: POOL_LABEL in primaryIp.labels ? 'give-back' : 'delete-primary-ip' }];
}
