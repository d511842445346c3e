import { changeDrainingIn, type DrainAction } from '../agent/drain-agent.js';
import { requestTurnIn, TURN_LIFETIME_MS } from '../agent/fail-over.js';
import { natVmRoles, natVmSlots, type NatVmSlot } from '../agent/gateway-agent.js';
import { sayPlace, type GatewayPlace } from '../agent/gateway-place.js';
import type { OperatorCaller } from '../authorization/caller.js';
import type { Domain } from '../domain.js';
import { NotFoundError } from '../errors.js';
import { askForNewMaking } from '../provider/provider-binding.repository.js';
import { networkIdentityOf } from '../resource/identity.js';
import { wakeUnits } from '../resource/place-resource.js';
import { getResourceRow } from '../resource/resource.repository.js';
import type { Operation, OperationStep } from './operation.js';
import { startOperation, type OperationRequest } from './start-operation.js';

/** One NAT VM of a gateway, or all of them. */
export interface GatewayVms extends GatewayPlace {
  /** All when absent. */
  slot?: NatVmSlot | undefined;
}

/** Drains or resumes the NAT VMs of a gateway in a network. Throws as `drainAgent` does. */
export function operateDraining(
  domain: Domain,
  caller: OperatorCaller,
  vms: GatewayVms,
  action: DrainAction,
  idempotencyKey: string | undefined,
): Promise<Operation> {
  const request = { kind: `${action}-gateway`, ...requestFor(vms), idempotencyKey } as const;
  return startOperation(domain, caller, request, async (transaction) => {
    const agents = await changeDrainingIn(domain, transaction, caller, vms, vms.slot, action);
    return agents.map(({ gatewayUid, networkUid, slot }) => ({
      name: `${action} gateway ${vms.gateway.name} (${slot})`,
      goal: { type: 'gateway-drained', gatewayUid, networkUid, slot, isDrained: action === 'drain' },
    }));
  });
}

/**
 * Gives the NAT VMs of a gateway in a network a new disk, made from what is wanted now; addresses and routes stay. Of
 * two, one is made after the other. The operation ends when that is done and the agents, if there are any, are active.
 * Throws `NotFoundError` without a VM.
 */
export function replaceGateway(
  domain: Domain,
  caller: OperatorCaller,
  vms: GatewayVms,
  idempotencyKey: string | undefined,
): Promise<Operation> {
  const { gateway, network } = vms;
  const request = { kind: 'replace-gateway', ...requestFor(vms), idempotencyKey } as const;
  return startOperation(domain, caller, request, async (transaction) => {
    const { manager } = transaction;
    const { uid: gatewayUid } = await getResourceRow(manager, gateway);
    const { uid: networkUid } = await getResourceRow(manager, networkIdentityOf({ ...gateway, network }));
    const steps: OperationStep[] = [];
    for (const slot of vms.slot ? [vms.slot] : natVmSlots) {
      const key = { unitUid: networkUid, resourceUid: gatewayUid, role: natVmRoles[slot] };
      if (!(await askForNewMaking(manager, key))) continue;
      const name = `${slot} NAT VM of gateway ${gateway.name}`;
      steps.push({ name, goal: { type: 'gateway-made', gatewayUid, networkUid, slot } });
    }
    if (steps.length === 0) throw new NotFoundError(`${request.target} has no such NAT VM`);
    await wakeUnits(domain, transaction, [{ type: 'network', uid: networkUid }]);
    return steps;
  });
}

/**
 * Has a gateway's routes in a network lead to its other NAT VM, the one in slot `to`; open connections break. The
 * operation ends when they do, and fails when that has not come about in ten minutes: then nobody tries any more.
 * Throws as `requestTurnIn` does.
 */
export function failOverGateway(
  domain: Domain,
  caller: OperatorCaller,
  place: GatewayPlace,
  to: NatVmSlot,
  idempotencyKey: string | undefined,
): Promise<Operation> {
  const request = {
    kind: 'fail-over-gateway',
    ...requestFor({ ...place, slot: to }),
    idempotencyKey,
    timeoutMs: TURN_LIFETIME_MS,
  } as const;
  return startOperation(domain, caller, request, async (transaction) => {
    const turn = await requestTurnIn(domain, transaction, caller, place, to);
    const goal = { ...turn, type: 'gateway-turned', requestedAt: turn.requestedAt.toISOString() } as const;
    return [{ name: `routes of gateway ${place.gateway.name} to the ${to} NAT VM`, goal }];
  });
}

function requestFor(
  vms: GatewayVms,
): Pick<OperationRequest, 'tenant' | 'target' | 'resource'> & { arguments: GatewayVms } {
  const { gateway, slot } = vms;
  return {
    tenant: gateway.tenant,
    resource: gateway,
    target: sayPlace(vms, slot),
    arguments: vms,
  };
}
