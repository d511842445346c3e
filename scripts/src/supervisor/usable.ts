/** Whether a client could work with the demo now: a region is listed and nothing that it offers is empty. */
import { probe } from '../http-probe.js';
import { StartFault } from '../start-fault.js';
import { waitUntil } from '../wait.js';
import { TENANT } from './programs.js';

const EVERY_MS = 50;

/**
 * Waits until a region and the SKUs of compute, storage and network are listed; gives the name of the first
 * region, which is the default. Throws `StartFault` with the last answer after `limitMs`.
 */
export async function waitUntilUsable(
  gateway: string,
  token: string,
  { limitMs, signal }: { limitMs: number; signal: AbortSignal },
): Promise<string> {
  let missing = '';

  async function list(path: string): Promise<unknown[]> {
    const answer = await probe(`${gateway}/providers/${path}`, { authorization: `Bearer ${token}` });
    const items = answer?.status === 200 ? itemsOf(answer.body) : [];
    if (items.length === 0)
      missing = `${path} answers ${answer ? `${answer.status} ${answer.body}` : 'nothing'}`;
    return items;
  }

  async function look(): Promise<string | undefined> {
    const regionName = nameOf((await list('seca.region/v1/regions'))[0]);
    if (regionName === undefined) return undefined;
    for (const provider of ['seca.compute', 'seca.storage', 'seca.network']) {
      if ((await list(`${provider}/v1/tenants/${TENANT}/skus`)).length === 0) return undefined;
    }
    return regionName;
  }

  const regionName = await waitUntil(look, { limitMs, everyMs: EVERY_MS, signal });
  if (regionName !== undefined) return regionName;
  throw new StartFault(
    `The demo runs but cannot be used after ${limitMs / 1_000} s: ${missing.slice(0, 500)}`,
  );
}

function itemsOf(body: string): unknown[] {
  const list = parse(body);
  return isRecord(list) && Array.isArray(list['items']) ? list['items'] : [];
}

function nameOf(resource: unknown): string | undefined {
  if (!isRecord(resource) || !isRecord(resource['metadata'])) return undefined;
  const { name } = resource['metadata'];
  return typeof name === 'string' ? name : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
