/** Where a worker dies: before a call is made, or when it has had its effect and nobody has heard of it. */
export type Moment = 'before' | 'after';

const CHANGE = /^(?:POST|PUT|DELETE) /;

/** Ends the worker once at each call that changes something, whichever there are. */
export class KillEach {
  /** Each call at which it died, in order. */
  readonly kills: string[] = [];
  readonly #done = new Set<string>();
  #worker = new AbortController();

  constructor(private readonly moment: Moment) {}

  /** Aborted when the worker that there is now dies. */
  get signal(): AbortSignal {
    return this.#worker.signal;
  }

  /** A dead one is succeeded by another. */
  renew(): void {
    if (this.signal.aborted) this.#worker = new AbortController();
  }

  /** Has the call made, or not; `undefined`: it was never answered. `place` is its path without ids. */
  async pass<T>(call: string, place: string, make: () => Promise<T>): Promise<T | undefined> {
    if (this.signal.aborted) return undefined;
    const isTurn = CHANGE.test(call) && !this.#done.has(call);
    if (!isTurn) return make();
    this.#done.add(call);
    this.kills.push(place);
    if (this.moment === 'before') {
      this.#die();
      return undefined;
    }
    // What others have under way is lost with it.
    try {
      await make();
    } finally {
      this.#die();
    }
    return undefined;
  }

  #die(): void {
    this.#worker.abort(new Error('killed'));
  }
}
