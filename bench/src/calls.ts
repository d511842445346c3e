import { deleteAll, paths, secaClient, specs, startStack, to } from '@seca-hetzner/scripts';
import { CallLog } from './call-log.js';
import type { Row } from './table.js';

/** A table needs a route; this one asks nothing of Hetzner, since its target does not exist. */
const routeToNowhere = { destinationCidrBlock: '192.168.0.0/16', targetRef: to('instances/none') };

/** Most calls that each may cost, beside polls of actions; `undefined` where no figure was set. */
const LIMITS: Readonly<Record<string, number>> = {
  'first route to an internet gateway': 8,
  'create an instance': 3,
  'GET and LIST of everything': 0,
};

/** How many calls to Hetzner each step of the main job costs, from the call log of the simulator. */
export async function benchCalls(): Promise<Row[]> {
  const stack = await startStack();
  try {
    const seca = secaClient(stack.endpoints);
    const log = new CallLog(stack);
    const rows: Row[] = [];
    const measure = async (what: string, work: () => Promise<void>): Promise<void> => {
      await log.settle();
      await work();
      const { calls, writes, polls } = await log.count();
      const limit = LIMITS[what];
      rows.push({ what, calls, writes, polls, limit: limit === undefined ? '' : `≤ ${limit}` });
    };
    const isActive = (path: string) => seca.until(path, (found) => found?.status?.state === 'active');
    const put = (name: keyof typeof paths) => seca.put(paths[name], specs[name]);

    await put('workspace');
    await measure('create a network', async () => {
      await put('network');
      await isActive(paths.network);
    });
    await measure('create a subnet', async () => {
      await seca.put(paths.table, { routes: [routeToNowhere] });
      await put('subnet');
      await isActive(paths.subnet);
    });
    await put('nic');
    await put('volume');
    await measure('create an instance', async () => {
      await put('instance');
      await isActive(paths.instance);
    });
    await measure('first route to an internet gateway', async () => {
      await put('gateway');
      await put('table');
      await seca.until(paths.table, (found) => found?.status?.routes?.[0]?.state === 'active');
    });
    await measure('start it', async () => {
      await seca.post(`${paths.instance}/start`);
      await seca.until(paths.instance, (found) => found?.status?.powerState === 'on');
    });
    await measure('the same eight PUTs again', async () => {
      for (const name of Object.keys(paths) as (keyof typeof paths)[]) await put(name);
      for (const path of Object.values(paths)) await isActive(path);
    });
    await measure('GET and LIST of everything', async () => {
      for (const path of Object.values(paths)) {
        await seca.get(path);
        await seca.get(path.replace(/\/[^/]+$/, ''));
      }
    });
    await measure('delete everything', () => deleteAll(seca));
    return rows;
  } finally {
    await stack.stop();
  }
}
