import type { NatVmSlot } from '@seca-hetzner/domain';
import { otherSlot } from './nat-slot.js';

/**
 * What a NAT VM of a pair is good for. `active`: it forwards. `due`: it forwards, and something is to be done to it
 * that interrupts that. `booting`: it may soon be active. `gone`: there is no server.
 */
export const fitnesses = ['active', 'due', 'unhealthy', 'draining', 'booting', 'gone'] as const;

export type Fitness = (typeof fitnesses)[number];

type Verdict = 'stay' | 'move' | 'on-request';

const nobodyElse = {
  unhealthy: 'stay',
  draining: 'stay',
  booting: 'stay',
  gone: 'stay',
} as const;

/**
 * Whether the alias address moves, by what its holder (first) and the other VM (second) are good for. It moves only to
 * a VM that forwards, and away from one that forwards only for work on that one, or because somebody asked for it: a
 * holder that has become well stays one, so that nothing moves to and fro.
 */
const moves: Readonly<Record<Fitness, Readonly<Record<Fitness, Verdict>>>> = {
  active: { active: 'on-request', due: 'stay', ...nobodyElse },
  // Of two that are due, the one that nothing depends on is seen to first.
  due: { active: 'move', due: 'stay', ...nobodyElse },
  unhealthy: { active: 'move', due: 'move', ...nobodyElse },
  draining: { active: 'move', due: 'move', ...nobodyElse },
  booting: { active: 'move', due: 'move', ...nobodyElse },
  gone: { active: 'move', due: 'move', ...nobodyElse },
};

export interface Pair {
  fitness: Readonly<Record<NatVmSlot, Fitness>>;
  /** Who holds the alias at Hetzner. */
  holder: NatVmSlot | undefined;
  /** Who is to hold it, as an operator asked. */
  requested: NatVmSlot | undefined;
}

/** Who is to hold the alias address. Where nobody does, a move may have been cut off: the best VM takes it. */
export function holderFor({ fitness, holder, requested }: Pair): NatVmSlot {
  if (holder === undefined) {
    const isFirst = moves[fitness.primary][fitness.standby] !== 'move';
    const isAsked = requested !== undefined && fitness[requested] === 'active';
    return isAsked ? requested : isFirst ? 'primary' : 'standby';
  }
  const other = otherSlot(holder);
  const verdict = moves[fitness[holder]][fitness[other]];
  return verdict === 'move' || (verdict === 'on-request' && requested === other) ? other : holder;
}

/**
 * Whether something may be done to a VM that interrupts its forwarding. The holder is spared while it forwards; when it
 * may still forward, as long as the other one may be about to take over.
 */
export function mayInterrupt(fitness: Fitness, other: Fitness): boolean {
  if (fitness === 'active' || fitness === 'due') return false;
  return fitness === 'booting' || fitness === 'gone' || other !== 'booting';
}
