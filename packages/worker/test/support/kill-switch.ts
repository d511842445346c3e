/** Counts what a worker does to the outside, and kills it after the one that was asked for. */
export class KillSwitch {
  #count = 0;
  #at = Infinity;
  #kill: () => void = () => undefined;
  /** What was done when the kill came. */
  #victim: string | undefined;

  /** Counts anew; the `at`-th event, from 1, is done and never answered. */
  arm(at: number, kill: () => void): void {
    this.#count = 0;
    this.#at = at;
    this.#kill = kill;
    this.#victim = undefined;
  }

  /** Counts no further kill; gives how many events there were, and the last one if it was the end. */
  disarm(): { count: number; victim: string | undefined } {
    this.#at = Infinity;
    return { count: this.#count, victim: this.#victim };
  }

  /** Notes an event; true when its answer is to be held back until `fire`. */
  isLast(what: string): boolean {
    this.#count += 1;
    if (this.#count !== this.#at) return false;
    this.#victim = what;
    return true;
  }

  fire(): void {
    this.#kill();
  }
}
