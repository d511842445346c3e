import type { Seca } from '@seca-hetzner/scripts';
import { changed, documents, places, type Place } from './documents.js';

/** One thing that a client asks for, and the fewest calls that Hetzner's API lets it be done with. */
export interface Step {
  readonly what: string;
  readonly least: number;
  /** What the others are for, if there are more. */
  readonly why?: string;
  /** Resolves when it is so. */
  do(seca: Seca): Promise<void>;
}

type Doing = Step['do'];

const untilActive = (seca: Seca, place: Place): Promise<void> =>
  seca.until(places[place], (found) => found?.status?.state === 'active');

const put =
  (place: Place, document: object = documents[place], labels?: Record<string, string>): Doing =>
  async (seca) => {
    await seca.put(places[place], document, labels);
    await untilActive(seca, place);
  };

/** Until all of its routes carry packets. */
const route =
  (table: { routes: readonly object[] }): Doing =>
  async (seca) => {
    await seca.put(places.table, table);
    await seca.until(
      places.table,
      (found) => found?.status?.routes?.every(({ state }) => state === 'active') ?? false,
    );
  };

const remove =
  (place: Place): Doing =>
  async (seca) => {
    await seca.delete(places[place]);
    await seca.until(places[place], (found) => found === undefined);
  };

const power =
  (action: 'start' | 'stop', state: 'on' | 'off'): Doing =>
  async (seca) => {
    await seca.post(`${places.instance}/${action}`);
    await seca.until(places.instance, (found) => found?.status?.powerState === state);
  };

const each =
  (...doings: readonly Doing[]): Doing =>
  async (seca) => {
    for (const doing of doings) await doing(seca);
  };

const labelNetwork = put('network', documents.network, { stage: 'test' });

/** In this order, on an empty project. */
export const STEPS: readonly Step[] = [
  { what: 'create a workspace', least: 0, do: put('workspace') },
  { what: 'create a network', least: 1, do: put('network') },
  { what: "change a network's labels", least: 0, do: labelNetwork },
  { what: 'create an internet gateway that nothing uses', least: 0, do: put('gateway') },
  {
    what: 'create a route table whose route leads nowhere',
    least: 0,
    why: 'the network is looked at when it gets a table',
    do: (seca) => seca.put(places.table, documents.table),
  },
  {
    what: 'create a subnet',
    least: 1,
    why: 'the network is looked at first, as everywhere: somebody may have changed it',
    do: put('subnet'),
  },
  { what: 'create a security group that nothing uses', least: 0, do: put('group') },
  { what: 'create a public IP', least: 1, do: put('publicIp') },
  { what: 'create two NICs', least: 0, do: each(put('nic'), put('publicNic')) },
  {
    what: 'create three block storages that nothing uses',
    least: 0,
    do: each(put('volume'), put('publicVolume'), put('data')),
  },
  {
    what: 'create an instance',
    least: 2,
    why: 'looked at once attached, and by the route that waits for it',
    do: put('instance'),
  },
  {
    what: 'create one with a public IP and a security group',
    least: 3,
    why: 'addresses and filters are put on as on an instance that is there, which is looked at in between',
    do: put('publicInstance'),
  },
  {
    what: 'change a rule in use',
    least: 1,
    why: 'the firewall is looked at first',
    do: put('group', changed.withTwoRules),
  },
  {
    what: 'first route to an internet gateway: its NAT VM',
    least: 4,
    why: 'started once it has its addresses; network, VM and address are looked at whenever its agent has news',
    do: route(changed.withWayOut),
  },
  {
    what: 'one more route',
    least: 1,
    why: 'network, VM, its address and the target are looked at first',
    do: route(changed.withTwoRoutes),
  },
  { what: 'start an instance', least: 1, why: 'looked at first', do: power('start', 'on') },
  {
    what: 'attach a new block storage',
    least: 1,
    why: 'made by itself, since it outlives the instance; instance and block storage are looked at first',
    do: put('instance', changed.withData),
  },
  { what: 'grow a block storage', least: 1, why: 'looked at first', do: put('data', changed.bigger) },
  {
    what: 'the same PUTs of everything again',
    least: 0,
    do: each(
      ...(['workspace', 'gateway', 'subnet', 'publicIp', 'nic', 'publicNic', 'publicInstance'] as const).map(
        (place) => put(place),
      ),
      labelNetwork,
      route(changed.withTwoRoutes),
      put('group', changed.withTwoRules),
      put('instance', changed.withData),
      put('data', changed.bigger),
    ),
  },
  {
    what: 'GET and LIST of everything',
    least: 0,
    do: async (seca) => {
      for (const path of Object.values(places)) {
        await seca.get(path);
        await seca.get(path.replace(/\/[^/]+$/, ''));
      }
    },
  },
  {
    what: 'detach a block storage',
    least: 1,
    why: 'instance and block storage are looked at first',
    do: put('instance'),
  },
  { what: 'delete a block storage', least: 1, why: 'looked at first', do: remove('data') },
  {
    what: 'stop an instance',
    least: 1,
    why: 'looked at first and until it is off, since the guest shuts itself down',
    do: power('stop', 'off'),
  },
  { what: 'create an image', least: 1, why: "the snapshot's size is read once it is done", do: put('image') },
  { what: 'delete an image', least: 1, why: 'looked at first', do: remove('image') },
  {
    what: 'the last route to an internet gateway goes, and its NAT VM',
    least: 3,
    why: 'network, VM, its address and the target are looked at first',
    do: route(changed.withoutWayOut),
  },
  { what: 'delete an internet gateway that nothing uses', least: 0, do: remove('gateway') },
  {
    what: 'delete an instance',
    least: 2,
    why: 'with it goes a route; its server stays, detached and looked at, as long as its boot volume is there',
    do: remove('instance'),
  },
  {
    what: 'delete one with a public IP',
    least: 2,
    why: 'with it goes a firewall; both are looked at first',
    do: remove('publicInstance'),
  },
  {
    what: 'delete a public IP',
    least: 1,
    why: 'looked at first',
    do: each(remove('publicNic'), remove('publicIp')),
  },
  { what: 'delete a security group', least: 0, do: remove('group') },
  {
    what: 'delete a subnet',
    least: 1,
    why: 'the network is looked at before and after',
    do: each(remove('nic'), remove('subnet')),
  },
  {
    what: 'delete a network',
    least: 1,
    why: 'looked at first, and until it is gone',
    do: each(remove('table'), remove('network')),
  },
  {
    what: 'delete a workspace with its block storages',
    least: 1,
    why: 'the server that was the boot disk is looked at first',
    do: each(remove('volume'), remove('publicVolume'), remove('workspace')),
  },
];
