import type { Binding, WaitStep } from '@seca-hetzner/domain';
import type { Route } from '@seca-hetzner/hetzner/schema';
import type { NetworkActual } from './actual.js';
import type { NetworkIntent } from './intent.js';
import { slotRoles } from './nat-slot.js';
import { planNetwork, type NetworkStep } from './plan.js';

/** What a network at Hetzner was when it had last been put in order. */
export interface SettledNetwork {
  subnets: string[];
  routes: Route[];
}

/** The same of a NAT VM's server, which ran then. */
export interface SettledNatVm {
  hasPublicIpv4: boolean;
  location: string;
  /** What it held in the network; null when it was not attached. */
  attachment: { ip: string; aliasIps: string[] } | null;
}

/** A step that undoes what somebody else did, whose object it is about, and what was found, as a sentence. */
export interface Healing {
  step: NetworkStep;
  /** The binding's. */
  role: 'network' | SlotRole['vm'] | SlotRole['ip'];
  resourceUid: string;
  found: string;
}

type SlotRole = (typeof slotRoles)[keyof typeof slotRoles];

type Found = Omit<Healing, 'step'>;

/** The steps of the plan that undo what somebody else did since all was in order. */
export function healingsOf(intent: NetworkIntent, actual: NetworkActual): Healing[] {
  return planNetwork(intent, actual).flatMap((step) => {
    const found = foundBy(step, intent);
    return found ? [{ step, ...found }] : [];
  });
}

/**
 * The plan, without the steps that undo what somebody else did where that is only to be reported: then the run ends by
 * saying what it leaves. A network that goes is taken down whatever it looks like.
 */
export function planWithDrift(intent: NetworkIntent, actual: NetworkActual): NetworkStep[] {
  const steps = planNetwork(intent, actual);
  if (!isLeft(intent)) return steps;
  const reason = leftDrift(intent, actual);
  if (reason === undefined) return steps;
  const wait: WaitStep = { do: 'wait', reason };
  const drifted = new Set(healingsOf(intent, actual).map(({ resourceUid }) => resourceUid));
  const isOurs = (step: NetworkStep): boolean =>
    foundBy(step, intent) === undefined && !(isBooting(step) && drifted.has(step.gatewayUid));
  return [...steps.filter(isOurs), wait];
}

/** What boots a VM would undo what was done to it. */
function isBooting(step: NetworkStep): step is Extract<NetworkStep, { gatewayUid: string }> {
  return step.do === 'reset-nat-vm' || step.do === 'rebuild-nat-vm';
}

/** What of the drift is left, as a sentence without its end; `undefined` when there is none, or it is put right. */
export function leftDrift(intent: NetworkIntent, actual: NetworkActual): string | undefined {
  const found = isLeft(intent) ? healingsOf(intent, actual).map((healing) => healing.found) : [];
  return found.length > 0 ? `drift is only reported: ${[...new Set(found)].join(', ')}` : undefined;
}

/** Whether drift stays as it is. */
export function isLeft({ driftHealing, network }: NetworkIntent): boolean {
  return driftHealing === 'report' && network.deletedAt === undefined;
}

function foundBy(step: NetworkStep, intent: NetworkIntent): Found | undefined {
  if (intent.network.deletedAt !== undefined || step.do === 'wait') return undefined;
  if ('gatewayUid' in step) return foundAtGateway(step, intent);
  const settled = settledOf(intent, intent.network.uid, 'network') as SettledNetwork | undefined;
  if (!settled) return undefined;
  const found = (what: string): Found => ({ role: 'network', resourceUid: intent.network.uid, found: what });
  switch (step.do) {
    case 'create-network':
      return found('the network is gone');
    case 'add-subnet':
      return settled.subnets.includes(step.range) ? found(`subnet ${step.range} is gone`) : undefined;
    case 'delete-subnet':
      return settled.subnets.includes(step.range) ? undefined : found(`subnet ${step.range} was added`);
    case 'add-route':
      return includesRoute(settled, step.route) ? found(`${textOf(step.route)} is gone`) : undefined;
    case 'remove-route':
      return includesRoute(settled, step.route) ? undefined : found(`${textOf(step.route)} was added`);
    case 'delete-network':
      return undefined;
  }
}

/** What is made for the first time, told to its agent, or no longer needed is no drift. */
function foundAtGateway(
  step: Extract<NetworkStep, { gatewayUid: string }>,
  intent: NetworkIntent,
): Found | undefined {
  const { gatewayUid, slot = 'primary' } = step;
  const roles = slotRoles[slot];
  const vm = settledOf(intent, gatewayUid, roles.vm) as SettledNatVm | undefined;
  const ip = settledOf(intent, gatewayUid, roles.ip);
  const ofVm = (what: string): Found => ({ role: roles.vm, resourceUid: gatewayUid, found: what });
  const ofIp = (what: string): Found => ({ role: roles.ip, resourceUid: gatewayUid, found: what });
  switch (step.do) {
    case 'create-nat-vm':
      return vm && ofVm('the NAT VM is gone');
    case 'create-nat-ip':
      return ip && ofIp('the public address of the NAT VM is gone');
    case 'attach-nat-vm':
    case 'attach-nat-vm-without-alias':
      return vm?.attachment ? ofVm('the NAT VM is not attached to the network') : undefined;
    case 'set-nat-alias':
      // One that did not hold it takes it over.
      return vm?.attachment?.aliasIps.length
        ? ofVm('the NAT VM lacks the address that routes lead to')
        : undefined;
    case 'power-off-nat-vm':
    case 'assign-nat-ip':
      return vm?.hasPublicIpv4 ? ofVm('the NAT VM has no public address') : undefined;
    case 'power-on-nat-vm':
      return vm && ofVm('the NAT VM does not run');
    case 'delete-nat-vm':
    case 'delete-nat-ip':
    case 'release-nat-addresses':
      return isMovedByUs(intent, gatewayUid, vm) ? undefined : ofVm('the NAT VM is attached otherwise');
    default:
      return undefined;
  }
}

/** Whether a VM goes because it is no longer needed, or needed elsewhere. */
function isMovedByUs(intent: NetworkIntent, gatewayUid: string, vm: SettledNatVm | undefined): boolean {
  const found = intent.gateways.find(({ gateway }) => gateway.uid === gatewayUid);
  return found?.use !== 'needed' || !vm || found.place?.location !== vm.location;
}

function settledOf(
  { bindings }: NetworkIntent,
  resourceUid: string,
  role: Found['role'],
): object | undefined {
  const isMeant = (binding: Binding): boolean => binding.resourceUid === resourceUid && binding.role === role;
  return bindings.find(isMeant)?.settled ?? undefined;
}

function includesRoute({ routes }: SettledNetwork, { destination, gateway }: Route): boolean {
  return routes.some((route) => route.destination === destination && route.gateway === gateway);
}

function textOf({ destination, gateway }: Route): string {
  return `route ${destination} via ${gateway}`;
}
