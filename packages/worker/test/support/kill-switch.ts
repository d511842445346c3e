/** `event`: any call, any write to the database. `change`: a call that changes something at Hetzner. */
export type KillPoint = { of: 'event' | 'change'; at: number };

export interface Counted {
  event: number;
  change: number;
  /** What was done when the kill came, if it came. */
  victim: string | undefined;
}

const CHANGE = /^(?:POST|PUT|DELETE) \//;

/** Counts what workers do to the outside, and kills one after what was asked for. */
export class KillSwitch {
  #counted: Counted = { event: 0, change: 0, victim: undefined };
  #point: KillPoint | undefined;
  #kill: () => void = () => undefined;

  /** Counts anew, from 1; what happens at the point is done and never answered. Without a point it only counts. */
  arm(point: KillPoint | undefined, kill: () => void): void {
    this.#counted = { event: 0, change: 0, victim: undefined };
    this.#point = point;
    this.#kill = kill;
  }

  /** Ends it, and gives how many there were. */
  disarm(): Counted {
    this.#point = undefined;
    return this.#counted;
  }

  /** Notes an event; true when its answer is to be held back, and `fire` is to be called when it is done. */
  isLast(what: string): boolean {
    const counted = this.#counted;
    const isChange = CHANGE.test(what);
    counted.event += 1;
    if (isChange) counted.change += 1;
    const point = this.#point;
    if (!point || (point.of === 'change' && !isChange) || counted[point.of] !== point.at) return false;
    counted.victim = what;
    return true;
  }

  /** Has a call to Hetzner made, and kills when it was the one. */
  async pass<T>(_call: string, place: string, make: () => Promise<T>): Promise<T | undefined> {
    const isLast = this.isLast(place);
    const made = await make();
    if (!isLast) return made;
    this.fire();
    return undefined;
  }

  get hasFired(): boolean {
    return this.#counted.victim !== undefined;
  }

  fire(): void {
    this.#kill();
  }
}
