import { setTimeout as delay } from 'node:timers/promises';
import {
  DomainError,
  changePower,
  deleteResource,
  type Domain,
  type Kind,
  type PowerAction,
} from '@seca-hetzner/domain';
import { identityOf, put } from '@seca-hetzner/domain/testing';
import type { WorkerWorld } from '../support/world.js';
import { keyOf, type Asked, type Place } from './asked.js';

const PAUSE_MS = 200;
/** Longer than any restart of the database. */
const LIMIT_MS = 120_000;

/** Asks until it is answered, and notes what has to be there by that. */
export class Client {
  /** Times that something was asked for anew, since the database did not answer. */
  retries = 0;
  asks = 0;

  constructor(
    readonly asked: Asked,
    private readonly domain: Domain,
    private readonly caller: WorkerWorld['caller'],
  ) {}

  async put(kind: Kind, place: Place, name: string, spec: object = {}, revision = 0): Promise<void> {
    const maps = { labels: { revision: String(revision) } };
    await this.#untilAnswered(() =>
      put(this.domain, this.caller, kind, name, { spec, maps, identity: identityIn(kind, place) }),
    );
    this.asked.resources.add(keyOf(kind, place, name));
  }

  async remove(kind: Kind, place: Place, name: string): Promise<void> {
    const identity = { ...identityOf(kind, name), ...identityIn(kind, place) };
    await this.#untilAnswered(() => deleteResource(this.domain, this.caller, identity), 'not-found');
    this.asked.resources.delete(keyOf(kind, place, name));
  }

  async power(place: Place, name: string, action: PowerAction): Promise<void> {
    const identity = { ...identityOf('instance', name), workspace: place.workspace };
    await this.#untilAnswered(() => changePower(this.domain, this.caller, identity, action), 'conflict');
  }

  /** `done` is what is answered where an ask before, whose answer was lost, has done it. */
  async #untilAnswered(ask: () => Promise<unknown>, done?: DomainError['code']): Promise<void> {
    this.asks += 1;
    const end = performance.now() + LIMIT_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await ask();
        return;
      } catch (error) {
        if (error instanceof DomainError) {
          if (attempt > 1 && error.code === done) return;
          throw error;
        }
        if (performance.now() > end) throw error;
        this.retries += 1;
        await delay(PAUSE_MS);
      }
    }
  }
}

function identityIn(kind: Kind, { workspace, network }: Place): { workspace?: string; network?: string } {
  if (kind === 'workspace') return {};
  return { workspace, ...(network === undefined ? {} : { network }) };
}
