import type { GateCall } from './call.js';

/**
 * Whether a write may touch the object that it names: this trial has made it, or it is not there. Others are looked at
 * once, by `get`, which gives the labels of an object, or nothing if there is none.
 */
export class Ownership {
  readonly #own = new Set<string>();

  constructor(
    private readonly isOwn: (labels: Readonly<Record<string, string>>) => boolean,
    private readonly get: (object: string) => Promise<Readonly<Record<string, string>> | undefined>,
  ) {}

  async mayWrite({ method, object }: GateCall): Promise<boolean> {
    if (method === 'GET' || object === undefined || this.#own.has(object)) return true;
    const labels = await this.get(object);
    if (labels === undefined) return true;
    if (!this.isOwn(labels)) return false;
    this.#own.add(object);
    return true;
  }
}
