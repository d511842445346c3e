import { startSimulator, type SimulatorOptions, type SimulatorProcess } from '@seca-hetzner/scripts';

/** What a project at the simulator holds, by type, as the API spells it. */
export interface ProjectState {
  counts: Record<string, number>;
  objects: {
    servers: SimulatedServer[];
    networks: SimulatedNetwork[];
    primary_ips: {
      id: number;
      name: string;
      ip: string;
      assignee_id: number | null;
      auto_delete: boolean;
      labels: Record<string, string>;
      location: { name: string };
    }[];
    firewalls: SimulatedFirewall[];
    placement_groups: { id: number; name: string; labels: Record<string, string>; servers: number[] }[];
    ssh_keys: { id: number; name: string; fingerprint: string }[];
    volumes: SimulatedVolume[];
    images: { id: number; name: null; labels: Record<string, string>; status: string }[];
  };
}

export interface SimulatedVolume {
  id: number;
  name: string;
  size: number;
  server: number | null;
  location: { name: string };
}

export interface SimulatedServer {
  id: number;
  name: string;
  status: string;
  labels: Record<string, string>;
  server_type: { name: string };
  location: { name: string };
  public_net: { ipv4: { ip: string } | null; ipv6: object | null };
  image: { id: number; type: string } | null;
  volumes: number[];
  placement_group: { id: number } | null;
  private_net: { network: number; ip: string; alias_ips: string[] }[];
}

export interface SimulatedNetwork {
  id: number;
  name: string;
  ip_range: string;
  subnets: { ip_range: string }[];
  routes: { destination: string; gateway: string }[];
  servers: number[];
}

export interface SimulatedFirewall {
  id: number;
  name: string;
  labels: Record<string, string>;
  rules: {
    direction: string;
    protocol: string;
    port: string | null;
    source_ips: string[];
    destination_ips: string[];
  }[];
  applied_to: { server?: { id: number } }[];
}

export interface LoggedCall {
  seq: number;
  template: string;
  status: number;
  isWrite: boolean;
}

/** A simulated Hetzner with one project of its own. */
export interface Cloud {
  url: string;
  token: string;
  state(): Promise<ProjectState>;
  /** Everything but what belongs to the connection itself: the marker and the SSH key. */
  leftovers(): Promise<string[]>;
  /** The calls since the last time it was asked. */
  newCalls(): Promise<LoggedCall[]>;
  addFault(rule: object): Promise<void>;
  clearFaults(): Promise<void>;
  /** The fault rules, with how often each has hit. */
  faults(): Promise<{ fired: number }[]>;
  /** How many calls there were in all. */
  countCalls(): Promise<number>;
  /** Does something to the project that we did not ask for. */
  behindTheBack(method: string, path: string, body?: object): Promise<void>;
  setToken(access: 'read-write' | 'read-only' | 'revoked'): Promise<void>;
  /** As if another client had used calls up; what comes back comes at the pace of the wall clock from then on. */
  setRateLimit(rate: { limit?: number; remaining: number }): Promise<void>;
  userData(serverId: number): Promise<string>;
  stop(): Promise<void>;
}

/** How much faster than in its own `fast` setting the simulated cloud works. */
const CLOUD_SPEED = 20;

let projects = 0;

export interface CloudOptions extends SimulatorOptions {
  /** How much faster than the wall clock its own is. */
  scale?: number;
}

export async function startCloud({ scale = CLOUD_SPEED, ...options }: CloudOptions = {}): Promise<Cloud> {
  const simulator = await startSimulator(options);
  await send(simulator, 'POST', '/clock', { scale });
  return cloudOf(simulator);
}

function cloudOf(simulator: SimulatorProcess): Cloud {
  projects += 1;
  const token = `token${projects}`.padEnd(64, 'x');
  let lastSeq = 0;
  const state = async (): Promise<ProjectState> => {
    const { projects: found } = (await send(simulator, 'GET', `/state?project=${token}`)) as {
      projects: ProjectState[];
    };
    if (!found[0]) throw new Error('the simulator does not know the project');
    return found[0];
  };
  return {
    url: simulator.url,
    token,
    state,
    async leftovers() {
      const { objects } = await state();
      return Object.entries(objects)
        .filter(([type]) => !['placement_groups', 'ssh_keys'].includes(type))
        .flatMap(([type, list]) => list.map(({ name }: { name: string | null }) => `${type}/${name}`));
    },
    async newCalls() {
      const path = `/calls?since=${lastSeq}&project=${token}`;
      const { calls } = (await send(simulator, 'GET', path)) as { calls: LoggedCall[] };
      const fresh = calls.filter((call) => call.seq > lastSeq);
      lastSeq = fresh.at(-1)?.seq ?? lastSeq;
      return fresh;
    },
    async addFault(rule) {
      await send(simulator, 'POST', '/faults', rule);
    },
    async clearFaults() {
      await send(simulator, 'DELETE', '/faults');
    },
    async faults() {
      const { faults } = (await send(simulator, 'GET', '/faults')) as { faults: { fired: number }[] };
      return faults;
    },
    async countCalls() {
      const { calls } = (await send(simulator, 'GET', `/calls?project=${token}`)) as { calls: LoggedCall[] };
      return calls.at(-1)?.seq ?? 0;
    },
    async behindTheBack(method, path, body) {
      await send(simulator, 'POST', `/projects/${token}/calls`, { method, path, ...(body ? { body } : {}) });
    },
    async setToken(access) {
      await send(simulator, 'PUT', `/projects/${token}/tokens/${token}`, { access });
    },
    async setRateLimit(rate) {
      await send(simulator, 'POST', '/clock', { scale: 1 });
      await send(simulator, 'PUT', `/projects/${token}/rate-limit`, rate);
    },
    async userData(serverId) {
      const response = await fetch(`${simulator.control}/servers/${serverId}/user-data`);
      return response.text();
    },
    stop: () => simulator.stop(),
  };
}

async function send(
  simulator: SimulatorProcess,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${simulator.control}${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`simulator ${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
