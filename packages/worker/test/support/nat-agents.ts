import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import {
  findAgents,
  recordHeartbeat,
  registerAgent,
  type GatewayAgent,
  type Heartbeat,
  type NatVmSlot,
} from '@seca-hetzner/domain';
import { aHeartbeat } from '@seca-hetzner/domain/testing';
import type { SimulatedServer } from './cloud.js';
import type { WorkerWorld } from './world.js';

const FILE = /^put \d+ \/etc\/nat-agent\/agent\.json <<'(\w+)'\n([^]*?)\n\1$/m;

/** Plays the agents on the NAT VMs of network `n`. */
export function natAgents(world: WorkerWorld) {
  const vms = async (slot: NatVmSlot): Promise<SimulatedServer[]> => {
    const { objects } = await world.cloud.state();
    const role = slot === 'primary' ? 'nat-vm' : 'nat-vm-standby';
    return objects.servers.filter((server) => server.labels['seca.role'] === role);
  };
  /** The only VM of a slot. */
  const vm = async (slot: NatVmSlot = 'primary'): Promise<SimulatedServer> => {
    const [one, ...others] = await vms(slot);
    if (!one || others.length > 0) throw new Error(`there is not exactly one ${slot} NAT VM`);
    return one;
  };
  /** The only living agent of a slot. */
  const agent = async (slot: NatVmSlot = 'primary'): Promise<GatewayAgent> => {
    const { uid } = await world.get('network', 'n');
    const living = await findAgents(world.dataSource.manager, uid);
    const [one, ...others] = living.filter((each) => each.slot === slot);
    if (!one || others.length > 0) throw new Error(`there is not exactly one ${slot} agent`);
    return one;
  };
  /** What the VM's user data tells its agent. */
  const told = async (
    slot: NatVmSlot = 'primary',
  ): Promise<{ id: string; identity: string; url: string }> => {
    const given = await world.cloud.userData((await vm(slot)).id);
    const text = given.startsWith('#') ? given : gunzipSync(Buffer.from(given, 'base64')).toString();
    return JSON.parse(FILE.exec(text)?.[2] ?? '{}');
  };
  return {
    vms,
    vm,
    agent,
    told,
    async register(slot: NatVmSlot = 'primary'): Promise<void> {
      const { id, identity } = await told(slot);
      const fingerprint = randomBytes(32).toString('hex');
      await registerAgent(world.domain, { agentId: id, identity, fingerprint });
    },
    /** Says what an agent says that does what it was last told, but for `change`. */
    async report(slot: NatVmSlot = 'primary', change: Partial<Heartbeat['kernel']> = {}): Promise<void> {
      const { id, publishedVersion, publishedSourcePrefixes = [] } = await agent(slot);
      const heartbeat = aHeartbeat(id, publishedVersion, publishedSourcePrefixes);
      await recordHeartbeat(world.domain, id, { ...heartbeat, kernel: { ...heartbeat.kernel, ...change } });
    },
    /** Lets time pass for the agents of the installation, and for the boot of their VMs. */
    async pass(seconds: number): Promise<void> {
      await world.dataSource.query(
        `UPDATE gateway_agent
            SET registered_at = registered_at - $1 * interval '1 s',
                heartbeat_at = heartbeat_at - $1 * interval '1 s',
                state_since = state_since - $1 * interval '1 s', created_at = created_at - $1 * interval '1 s'`,
        [seconds],
      );
      await world.dataSource.query(
        `UPDATE provider_binding
            SET made_with = jsonb_set(made_with, '{bootedAt}',
                  to_jsonb((made_with ->> 'bootedAt')::timestamptz - $1 * interval '1 s'))
          WHERE made_with ? 'bootedAt'`,
        [seconds],
      );
    },
  };
}
