/** One NAT VM beside the other one of its gateway, and what a command to it does to whoever uses them. */
import type { NatVm } from './gateway.queries.js';

export interface Pair {
  /** `undefined` where the gateway has one VM alone. */
  other: NatVm | undefined;
}

/** Whether it says that it forwards. */
export function isWell({ agent }: Pick<NatVm, 'agent'>): boolean {
  return agent?.state === 'active';
}

/** What is lost while a VM is out of use. */
export function sayLoss(vm: NatVm, { other }: Pair): string {
  const open = vm.agent?.connectionsUsed ?? 0;
  const breaks = open === 0 ? 'open connections break' : `${open} open connections break`;
  if (other?.holdsAlias === true) {
    return `Nothing passes over it now: routes lead to the ${other.slot} VM. Nobody can take over from that one meanwhile.`;
  }
  if (other && isWell(other)) {
    return `What routes lead to moves to the ${other.slot} VM first: ${breaks}, and guests are then seen outside as ${other.publicAddress ?? 'its address'}.`;
  }
  return `Instances in this network without a public address lose the internet meanwhile, and ${breaks}.`;
}
