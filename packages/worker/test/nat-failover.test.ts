import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  advanceOperations,
  drainAgent,
  failOverGateway,
  getOperation,
  markSilentAgents,
  natVmSlots,
  operateDraining,
  replaceGateway,
  resumeAgent,
  type NatVmSlot,
  type Operation,
} from '@seca-hetzner/domain';
import { identityOf, putPath } from '@seca-hetzner/domain/testing';
import { runCutOff } from './support/cut-off.js';
import { natAgents } from './support/nat-agents.js';
import { removePath } from './support/remove-path.js';
import { runWatched } from './support/watch-steps.js';
import { createWorkerWorld, operator, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let agents: ReturnType<typeof natAgents>;
const place = { gateway: identityOf('internet-gateway', 'gw'), network: 'n' };

beforeAll(async () => {
  world = await createWorkerWorld({ agentUrl: 'https://agents.example.org:4010', hasNatStandbys: true });
  agents = natAgents(world);
  await world.settle();
});
afterAll(() => world.close());

beforeEach(async () => {
  world.setNatStandbys(true);
  await world.cloud.clearFaults();
  await removePath(world);
  await world.settle();
  expect(await world.cloud.leftovers()).toEqual([]);
});

/** Lets the agents register that have not yet, and report that all is well. */
async function report(...slots: NatVmSlot[]): Promise<void> {
  for (const slot of slots) {
    if ((await agents.agent(slot)).registeredAt === undefined) await agents.register(slot);
    await agents.report(slot);
  }
}

/** A pair of which both forward, the alias with the primary one. */
async function aPair(): Promise<void> {
  await putPath(world.domain, world.caller);
  await world.settle();
  await report('primary', 'standby');
  await world.settle();
  expect(await holders()).toEqual(['primary']);
  await world.cloud.newCalls();
}

/** Who holds the address that the network's routes lead to. */
async function holders(): Promise<NatVmSlot[]> {
  const holding: NatVmSlot[] = [];
  for (const slot of natVmSlots) {
    const vms = await agents.vms(slot);
    if (vms.some((vm) => vm.private_net.some((net) => net.alias_ips.length > 0))) holding.push(slot);
  }
  return holding;
}

async function routes() {
  return (await world.cloud.state()).objects.networks[0]?.routes ?? [];
}

const routeState = async () => (await world.get('routing-table', 'rt')).status.routes[0]?.state;

/** Lets a VM fall silent while the other one is heard. */
async function silence(slot: NatVmSlot): Promise<void> {
  await agents.pass(31);
  await agents.report(slot === 'primary' ? 'standby' : 'primary');
  expect(await markSilentAgents(world.domain)).toBe(1);
}

const unit = () => world.unitOf('network', 'n');

async function writes(): Promise<string[]> {
  const calls = (await world.cloud.newCalls()).filter(({ isWrite }) => isWrite);
  expect(calls.filter(({ status }) => status >= 400)).toEqual([]);
  return calls.map(({ template }) => template);
}

/** An operator asks for a VM to take over. */
const asked = (to: NatVmSlot, key?: string): Promise<Operation> =>
  failOverGateway(world.domain, operator, place, to, key);

/** The state of an operation after a look at it, and why it failed. */
async function stateOf(id: string): Promise<string> {
  await advanceOperations(world.domain);
  const { state, errorClass } = await getOperation(world.dataSource.manager, operator, id);
  return errorClass ? `${state} ${errorClass}` : state;
}

async function makeOutdated(): Promise<void> {
  await world.dataSource.query(
    `UPDATE provider_binding SET made_with = made_with || '{"configuration": "old"}'
      WHERE role LIKE 'nat-vm%'`,
  );
}

describe('two NAT VMs', () => {
  test('are made with an address each, and one of them gets the alias and the route', async () => {
    await aPair();
    const [primary, standby] = [await agents.vm('primary'), await agents.vm('standby')];
    expect(primary.private_net[0]?.ip).not.toBe(standby.private_net[0]?.ip);
    expect(primary.public_net.ipv4?.ip).not.toBe(standby.public_net.ipv4?.ip);
    expect(standby.status).toBe('running');
    const alias = primary.private_net[0]?.alias_ips[0];
    expect(await routes()).toEqual([{ destination: '0.0.0.0/0', gateway: alias }]);
    expect(await routeState()).toBe('active');
  });

  test('cost nothing at Hetzner while nothing changes', async () => {
    await aPair();
    await world.run(await unit());
    expect(await writes()).toEqual([]);
  });

  test('survive being cut off after each step of making the second, and of its deletion', async () => {
    world.setNatStandbys(false);
    await putPath(world.domain, world.caller);
    await world.settle();
    const network = await unit();
    for (let nth = 1; ; nth += 1) {
      world.setNatStandbys(true);
      const wasCutMaking = await runCutOff(world, network, nth);
      await world.run(network);
      expect(await holders()).toEqual(['primary']);
      expect((await agents.vm('standby')).status).toBe('running');
      expect((await world.cloud.state()).objects.primary_ips).toHaveLength(2);
      world.setNatStandbys(false);
      const wasCutDeleting = await runCutOff(world, network, nth);
      await world.run(network);
      expect(await holders()).toEqual(['primary']);
      expect(await agents.vms('standby')).toEqual([]);
      expect((await world.cloud.state()).objects.primary_ips).toHaveLength(1);
      if (!wasCutMaking && !wasCutDeleting) break;
    }
  });

  test('go, also when half is gone already', async () => {
    await aPair();
    await world.cloud.behindTheBack('DELETE', `/servers/${(await agents.vm('standby')).id}`);
    await removePath(world);
    await world.settle();
    expect(await world.cloud.leftovers()).toEqual([]);
    expect(await world.find('workspace', 'w')).toBeUndefined();
  });

  test('get back what somebody took from them, the alias included', async () => {
    await aPair();
    const [primary, standby] = [await agents.vm('primary'), await agents.vm('standby')];
    const [net] = primary.private_net;
    await world.cloud.behindTheBack('POST', `/servers/${primary.id}/actions/change_alias_ips`, {
      network: net?.network,
      alias_ips: [],
    });
    await world.cloud.behindTheBack('POST', `/servers/${standby.id}/actions/poweroff`);
    await world.run(await unit());
    await world.settle();
    expect(await holders()).toEqual(['primary']);
    expect((await agents.vm('standby')).status).toBe('running');
  });
});

describe('the alias address', () => {
  test('moves when its holder falls silent, off one and then onto the other; the route stays', async () => {
    await aPair();
    const route = await routes();
    await silence('primary');
    await world.cloud.newCalls();
    await runWatched(world, await unit(), async () => {
      expect((await holders()).length).toBeLessThanOrEqual(1);
      expect(await routes()).toEqual(route);
    });
    expect(await writes()).toEqual([
      '/servers/{id}/actions/change_alias_ips',
      '/servers/{id}/actions/change_alias_ips',
    ]);
    expect(await holders()).toEqual(['standby']);
    expect(await routeState()).toBe('active');
  });

  test('moves when the server of its holder is deleted, and another one is made beside', async () => {
    await aPair();
    await world.cloud.behindTheBack('DELETE', `/servers/${(await agents.vm('primary')).id}`);
    const steps = await runWatched(world, await unit(), () => Promise.resolve());
    expect(steps[0]).toBe('set-nat-alias');
    await world.settle();
    expect(await holders()).toEqual(['standby']);
    expect((await agents.vm('primary')).status).toBe('running');
  });

  test('has one holder at most, and soon the right one, wherever a worker dies or a reply is lost', async () => {
    await aPair();
    const network = await unit();
    const faults = [1, 2].flatMap((nth) => [
      () => runCutOff(world, network, nth),
      () =>
        world.cloud.addFault({
          operation: 'POST /servers/{id}/actions/change_alias_ips',
          nth,
          when: 'after',
          effect: { type: 'cut' },
        }),
      () =>
        world.cloud.addFault({
          operation: 'POST /servers/{id}/actions/change_alias_ips',
          nth,
          effect: { type: 'error', code: 'service_error' },
        }),
    ]);
    let holder: NatVmSlot = 'primary';
    for (const fault of faults) {
      const other: NatVmSlot = holder === 'primary' ? 'standby' : 'primary';
      await silence(holder);
      await fault();
      await runWatched(world, network, async () => {
        expect((await holders()).length).toBeLessThanOrEqual(1);
      });
      expect((await holders()).length).toBeLessThanOrEqual(1);
      await world.settle();
      expect(await holders()).toEqual([other]);
      expect(await routes()).toHaveLength(1);
      await world.cloud.clearFaults();
      await report(holder);
      await world.settle();
      holder = other;
    }
  });

  test('does not move back by itself, but when somebody asks for it', async () => {
    await aPair();
    await silence('primary');
    await world.settle();
    await report('primary');
    await world.settle();
    expect(await holders()).toEqual(['standby']);
    await asked('primary');
    await world.settle();
    expect(await holders()).toEqual(['primary']);
    expect((await agents.agent('primary')).turnRequestedAt).toBeUndefined();
    // Done once: a failure after that is not undone by it.
    await silence('primary');
    await world.settle();
    await report('primary');
    await world.settle();
    expect(await holders()).toEqual(['standby']);
  });

  test('is refused to one that does not forward', async () => {
    await aPair();
    await silence('standby');
    await expect(asked('standby')).rejects.toThrow('nothing has been heard of it for 30 seconds');
  });

  test('leaves a VM that is drained; with both drained the route goes', async () => {
    await aPair();
    await drainAgent(world.domain, operator, place, 'primary');
    await world.settle();
    expect(await holders()).toEqual(['standby']);
    expect(await routeState()).toBe('active');
    await drainAgent(world.domain, operator, place);
    await world.settle();
    expect(await routes()).toEqual([]);
    await resumeAgent(world.domain, operator, place, 'primary');
    await report('primary');
    await world.settle();
    expect(await holders()).toEqual(['primary']);
    expect(await routeState()).toBe('active');
  });
});

describe('an operation', () => {
  test('that fails over ends when routes lead to the other VM, and its key asks once', async () => {
    await aPair();
    const { id } = await asked('standby', 'key');
    expect(await stateOf(id)).toBe('running');
    await world.settle();
    expect(await holders()).toEqual(['standby']);
    expect(await stateOf(id)).toBe('succeeded');
    expect((await asked('standby', 'key')).id).toBe(id);
    expect((await agents.agent('standby')).turnRequestedAt).toBeUndefined();
  });

  test('that asks for the VM that routes lead to already moves nothing', async () => {
    await aPair();
    const { id } = await asked('primary');
    await world.settle();
    expect(await stateOf(id)).toBe('succeeded');
    expect(await writes()).toEqual([]);
  });

  test('fails over to the VM that was asked for last; the one before says so', async () => {
    await aPair();
    const first = await asked('standby');
    const second = await asked('primary');
    await world.settle();
    expect(await holders()).toEqual(['primary']);
    expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(['failed SUPERSEDED', 'succeeded']);
  });

  test('is refused where there is no second VM', async () => {
    world.setNatStandbys(false);
    await putPath(world.domain, world.caller);
    await world.settle();
    await report('primary');
    await expect(asked('primary')).rejects.toThrow('has no second NAT VM');
    await expect(asked('standby')).rejects.toThrow('has no standby NAT VM');
  });

  test('replaces both VMs, one after the other, and ends when both forward', async () => {
    await aPair();
    const { id, steps } = await replaceGateway(world.domain, operator, place, undefined);
    expect(steps).toHaveLength(2);
    await world.settle();
    expect(await writes()).toEqual(['/servers/{id}/actions/rebuild']);
    expect(await holders()).toEqual(['primary']);
    expect(await stateOf(id)).toBe('running');
    await report('standby');
    await world.settle();
    expect(await holders()).toEqual(['standby']);
    expect(await stateOf(id)).toBe('running');
    await report('primary');
    await world.settle();
    expect(await stateOf(id)).toBe('succeeded');
  });

  test('replaces one of them and leaves the other alone', async () => {
    await aPair();
    const { id } = await replaceGateway(world.domain, operator, { ...place, slot: 'standby' }, undefined);
    expect(await stateOf(id)).toBe('running');
    await world.settle();
    expect(await stateOf(id)).toBe('running');
    await report('standby');
    await world.settle();
    expect(await stateOf(id)).toBe('succeeded');
    expect(await writes()).toEqual(['/servers/{id}/actions/rebuild']);
    expect(await holders()).toEqual(['primary']);
  });

  test('drains both VMs or one of them', async () => {
    await aPair();
    const one = await operateDraining(
      world.domain,
      operator,
      { ...place, slot: 'standby' },
      'drain',
      undefined,
    );
    expect([one.steps.length, await stateOf(one.id)]).toEqual([1, 'succeeded']);
    expect((await agents.agent('primary')).state).toBe('active');
    const both = await operateDraining(world.domain, operator, place, 'drain', undefined);
    expect([both.steps.length, await stateOf(both.id)]).toEqual([2, 'succeeded']);
    expect((await agents.agent('primary')).state).toBe('draining');
  });
});

describe('one at a time', () => {
  test('the one that has failed is reset and rebuilt while the other one forwards', async () => {
    await aPair();
    const { id } = await agents.agent('primary');
    await silence('primary');
    await world.settle();
    await world.cloud.newCalls();
    await agents.pass(31);
    await agents.report('standby');
    await world.run(await unit());
    expect(await writes()).toEqual(['/servers/{id}/actions/reset']);
    await agents.pass(181);
    await agents.report('standby');
    await world.run(await unit());
    expect(await writes()).toEqual(['/servers/{id}/actions/rebuild']);
    await world.settle();
    expect((await agents.agent('primary')).id).not.toBe(id);
    expect(await holders()).toEqual(['standby']);
    expect(await routeState()).toBe('active');
  });

  test('a new boot script reaches both without a moment without a holder that forwards', async () => {
    await aPair();
    await makeOutdated();
    const route = await routes();
    const watch = async (): Promise<string[]> => {
      const steps = await runWatched(world, await unit(), async (step) => {
        const [holder] = await holders();
        expect(await routes()).toEqual(route);
        if (step === 'release-nat-alias') return;
        const { state } = await agents.agent(holder);
        expect([step, state]).toEqual([step, 'active']);
      });
      await world.settle();
      return steps;
    };
    expect(await watch()).toEqual(['rebuild-nat-vm']);
    expect((await agents.agent('standby')).state).toBe('provisioning');
    expect(await watch()).toEqual([]);
    expect(await holders()).toEqual(['primary']);
    await report('standby');
    expect(await watch()).toEqual(['release-nat-alias', 'set-nat-alias', 'rebuild-nat-vm']);
    expect(await holders()).toEqual(['standby']);
    await report('primary');
    expect(await watch()).toEqual([]);
    expect(await routeState()).toBe('active');
  });
});

describe('a pair whose place has moved', () => {
  test('follows one by one, and keeps the address that routes lead to', async () => {
    await aPair();
    const route = await routes();
    await world.dataSource.query(
      `UPDATE resource SET spec = spec || '{"zone": "nbg1"}' WHERE kind = 'subnet' AND name = 's'`,
    );
    const watch = async (): Promise<void> => {
      await runWatched(world, await unit(), async (step) => {
        const [holder] = await holders();
        expect(await routes()).toEqual(route);
        if (step === 'release-nat-alias') return;
        expect([step, (await agents.agent(holder)).state]).toEqual([step, 'active']);
      });
      await world.settle();
    };
    await watch();
    expect(await holders()).toEqual(['primary']);
    expect((await agents.vm('standby')).location.name).toBe('nbg1');
    await report('standby');
    await watch();
    expect(await holders()).toEqual(['standby']);
    expect((await agents.vm('primary')).location.name).toBe('nbg1');
    await report('primary');
    await watch();
    await world.run(await unit());
    expect(await holders()).toEqual(['standby']);
    expect((await agents.vm('primary')).private_net[0]?.alias_ips).toEqual([]);
  });
});

describe('the setting', () => {
  const sweep = async (): Promise<void> => {
    await world.dataSource.query('UPDATE provider_connection SET swept_at = NULL');
    await world.run({ type: 'connection', uid: world.connectionId });
    await world.settle();
  };

  test('switched on, gives a gateway that works a second VM and leaves the first alone', async () => {
    world.setNatStandbys(false);
    await putPath(world.domain, world.caller);
    await world.settle();
    await report('primary');
    await world.settle();
    expect(await agents.vms('standby')).toEqual([]);
    const before = await agents.vm('primary');
    world.setNatStandbys(true);
    await sweep();
    expect((await agents.vm('standby')).status).toBe('running');
    expect(await agents.vm('primary')).toEqual(before);
    expect(await holders()).toEqual(['primary']);
    expect(await routeState()).toBe('active');
  });

  test('switched off, brings the alias to the first VM before the second one goes', async () => {
    await aPair();
    await silence('primary');
    await world.settle();
    expect(await holders()).toEqual(['standby']);
    world.setNatStandbys(false);
    await sweep();
    expect(await holders()).toEqual(['standby']);
    await report('primary');
    await world.settle();
    expect(await holders()).toEqual(['primary']);
    expect(await agents.vms('standby')).toEqual([]);
    expect((await world.cloud.state()).objects.primary_ips).toHaveLength(1);
    expect(await routes()).toHaveLength(1);
    expect(await routeState()).toBe('active');
    await world.cloud.newCalls();
    await world.run(await unit());
    expect((await world.cloud.newCalls()).map(({ template }) => template)).toEqual([
      '/networks/{id}',
      '/servers/{id}',
      '/primary_ips/{id}',
    ]);
  });
});
