import { natVmSlots, TURN_LIFETIME_MS, type NatVmSlot, type WaitStep } from '@seca-hetzner/domain';
import { holderFor, mayInterrupt, type Fitness } from './alias-holder.js';
import { noNatVm, type NatVmActual, type NetworkActual } from './actual.js';
import type { GatewayIntent, NetworkIntent } from './intent.js';
import { natVmKey, otherSlot, slotOf } from './nat-slot.js';
import {
  holdsAlias,
  isInterrupting,
  isStanding,
  planNeededVm,
  planRemoval,
  planUnneededVm,
  type NatVmStep,
} from './nat-vm.js';

/** A VM that was booted because it was not well may be well again within this time. */
const BOOT_MS = 60_000;

type Step = NatVmStep | WaitStep;

/** The steps that lead from what there is of a gateway's VMs to what is wanted, in order. */
export function planGateway(
  intent: NetworkIntent,
  actual: NetworkActual,
  gatewayIntent: GatewayIntent,
): Step[] {
  const { gateway, use } = gatewayIntent;
  const standby = vmOf(actual, gateway.uid, 'standby');
  if (use !== 'needed') {
    const leaving = use === 'leaving' || use === 'off';
    // Releasing the primary one's addresses releases all.
    return (['standby', 'primary'] as const).flatMap((slot) =>
      planUnneededVm(intent, slotOf(gateway.uid, slot), vmOf(actual, gateway.uid, slot), leaving),
    );
  }
  // A second VM that is not wanted any more goes when nothing depends on it.
  if (intent.agents?.hasStandbys || holdsAlias(standby)) return planPair(intent, actual, gatewayIntent);
  const alone = { slot: 'primary', isHolder: true } as const;
  return [
    ...planNeededVm(intent, actual, gatewayIntent, alone),
    ...planRemoval(slotOf(gateway.uid, 'standby'), standby),
  ];
}

/**
 * The alias address first leaves who is not to hold it, and only then comes to who is: at no call do two hold it.
 * One VM is seen to at a time, so that the holder forwards meanwhile.
 */
function planPair(intent: NetworkIntent, actual: NetworkActual, gatewayIntent: GatewayIntent): Step[] {
  const { gateway } = gatewayIntent;
  const { fitness, holder, next } = decidePair(intent, actual, gatewayIntent);
  const other = otherSlot(next);
  const isReleasing = holdsAlias(vmOf(actual, gateway.uid, other));
  const steps = planNeededVm(intent, actual, gatewayIntent, { slot: next, isHolder: true });
  const isFree = mayInterrupt(fitness[next], fitness[other]);
  const wasAsked = vmOf(actual, gateway.uid, next).agent?.turnRequestedAt !== undefined;
  return [
    ...(isReleasing ? [{ do: 'release-nat-alias', ...slotOf(gateway.uid, other) } as const] : []),
    ...(isFree ? steps : spared(steps, gateway.name, next)),
    ...(wasAsked && holder === next
      ? [{ do: 'end-turn-request', ...slotOf(gateway.uid, next) } as const]
      : []),
    ...planNeededVm(intent, actual, gatewayIntent, { slot: other, isHolder: false }),
  ];
}

/** The same without what would interrupt the VM, and why that waits. */
function spared(steps: Step[], gatewayName: string, slot: NatVmSlot): Step[] {
  const allowed = steps.filter((step) => !isInterrupting(step));
  if (allowed.length === steps.length) return steps;
  const reason = `the ${slot} NAT VM of '${gatewayName}' is seen to when the other one forwards`;
  return [...allowed, { do: 'wait', reason, pollAfterMs: 30_000 }];
}

/** What the VMs of a pair are good for, who holds the alias, and who is to. */
export function decidePair(
  intent: NetworkIntent,
  actual: NetworkActual,
  gatewayIntent: GatewayIntent,
): { fitness: Record<NatVmSlot, Fitness>; holder: NatVmSlot | undefined; next: NatVmSlot } {
  const { uid } = gatewayIntent.gateway;
  const fitness = {
    primary: fitnessOf(intent, actual, gatewayIntent, 'primary'),
    standby: fitnessOf(intent, actual, gatewayIntent, 'standby'),
  };
  const holder = holderOf(actual, uid);
  // Where no pair is wanted any more, the primary one is what stays.
  const requested = intent.agents?.hasStandbys
    ? natVmSlots.find((slot) => isAskedFor(vmOf(actual, uid, slot), intent.now))
    : 'primary';
  return { fitness, holder, next: holderFor({ fitness, holder, requested }) };
}

function isAskedFor({ agent }: NatVmActual, now: Date): boolean {
  const at = agent?.turnRequestedAt;
  return at !== undefined && now.getTime() - at.getTime() < TURN_LIFETIME_MS;
}

/** Which VM of a gateway holds, at Hetzner, the address that routes lead to. */
export function holderOf(actual: NetworkActual, gatewayUid: string): NatVmSlot | undefined {
  return natVmSlots.find((slot) => holdsAlias(vmOf(actual, gatewayUid, slot)));
}

function fitnessOf(
  intent: NetworkIntent,
  actual: NetworkActual,
  gatewayIntent: GatewayIntent,
  slot: NatVmSlot,
): Fitness {
  const vm = vmOf(actual, gatewayIntent.gateway.uid, slot);
  const { server, agent, bootedAt } = vm;
  if (!server) return 'gone';
  if (agent?.state === 'draining') return 'draining';
  if (agent?.state === 'provisioning') return 'booting';
  if (agent?.state === 'unhealthy') {
    const isBooting = bootedAt !== undefined && bootedAt >= agent.stateSince;
    return isBooting && intent.now.getTime() - bootedAt.getTime() < BOOT_MS ? 'booting' : 'unhealthy';
  }
  if (!isStanding(vm)) return 'booting';
  const isDue = planNeededVm(intent, actual, gatewayIntent, { slot, isHolder: true }).some(isInterrupting);
  return isDue ? 'due' : 'active';
}

function vmOf({ natVms }: NetworkActual, gatewayUid: string, slot: NatVmSlot): NatVmActual {
  return natVms.get(natVmKey(gatewayUid, slot)) ?? noNatVm;
}
