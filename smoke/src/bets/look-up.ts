import { setTimeout as delay } from 'node:timers/promises';
import type { BetOutcome, Table } from './bet.js';

const LIMIT_MS = 30_000;
const TIMES = 5;

/** Whether what was just made is found by its label at once: a second run relies on it so as not to make another. */
export async function lookUpBet({ client, name }: Table): Promise<BetOutcome> {
  const waits: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const label = { 'look-up': name(String(time)) };
    const { placementGroup } = await client.placementGroups.create({
      name: name(`look-up-${time}`),
      labels: label,
    });
    const begin = performance.now();
    const isFound = async (): Promise<boolean> => {
      const found = await client.placementGroups.list({ labelSelector: `look-up=${label['look-up']}` });
      return found.some(({ id }) => id === placementGroup.id);
    };
    let looks = 1;
    while (!(await isFound()) && performance.now() - begin < LIMIT_MS) {
      looks += 1;
      await delay(100);
    }
    waits.push(looks === 1 ? 0 : Math.round(performance.now() - begin));
    await client.placementGroups.delete(placementGroup.id);
  }
  const late = waits.filter((ms) => ms > 0);
  return late.length === 0
    ? {
        bet: 'label look-up right after create',
        verdict: 'held',
        seen: `found by the first look, ${TIMES} times of ${TIMES}`,
      }
    : {
        bet: 'label look-up right after create',
        verdict: 'refuted',
        seen: `${late.length} times of ${TIMES} found only after ${late.join(', ')} ms`,
      };
}
