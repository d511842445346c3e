import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Outcome } from '../fabric/namespace.js';
import type { Machine } from '../machine/machine.js';

/** Says which promise was not kept; anything else that is thrown is a fault of the proof. */
export class BrokenPromise extends Error {}

/** Looks again and again until `look` gives no fault; throws `BrokenPromise` with the last one after `withinMs`. */
export async function until(look: () => Promise<string | undefined>, withinMs = 60_000): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    const fault = await look();
    if (fault === undefined) return;
    if (performance.now() > end) throw new BrokenPromise(`${fault}, after ${withinMs} ms`);
    await wait(100);
  }
}

/** Fails the test with what was found when a promise is not kept. */
export async function expectKept(kept: Promise<void>): Promise<void> {
  await expect(kept).resolves.toBeUndefined();
}

/** Throws `BrokenPromise` unless `isKept`. */
export function promise(isKept: boolean, fault: string): void {
  if (!isKept) throw new BrokenPromise(fault);
}

/** Asks a web server once, with three seconds for the answer. */
export function ask(machine: Machine, url: string): Promise<Outcome> {
  return machine.run(['curl', '-fsS', '-m', '3', url]);
}

/** The fault when a question is not answered with `expected`. */
export async function faultOf(machine: Machine, url: string, expected: string): Promise<string | undefined> {
  const { status, stdout, stderr } = await ask(machine, url);
  return status === 0 && stdout === expected ? undefined : `${url}: ${stdout}${stderr.trim()}`;
}
