import { createServer, type Server } from 'node:http';
import {
  type Action,
  actionSchema,
  type Network,
  networkSchema,
  type PrimaryIp,
  primaryIpSchema,
  type Server as CloudServer,
  type ServerCreated,
  serverCreatedSchema,
  serverSchema,
  type Volume,
  volumeCreatedSchema,
  volumeSchema,
} from '@seca-hetzner/hetzner/schema';
import { pino } from 'pino';
import { z } from 'zod';
import { createApp } from '../src/app.js';
import { openSimulator, type SimulatorOptions } from '../src/simulator.js';
import { Api } from './api.js';

export const TOKEN = 'a'.repeat(64);
export const OTHER_TOKEN = 'b'.repeat(64);

/** Longer than anything takes with fast durations. */
const LONG_MS = 10_000;

/** A simulator in this process on a free port, whose clock stands still until a test moves it. */
export class TestSimulator {
  readonly api: Api;
  readonly control: Api;

  private constructor(
    private readonly server: Server,
    private readonly close: () => void,
    readonly origin: string,
  ) {
    this.api = this.project(TOKEN);
    this.control = new Api(`${origin}/_simulator`);
  }

  static async start(options: Partial<SimulatorOptions> = {}): Promise<TestSimulator> {
    const simulator = openSimulator(
      { durations: 'fast', rateLimitPerHour: 1_000_000, stateDir: undefined, ...options },
      pino({ level: 'silent' }),
    );
    simulator.clock.setFrozen(true);
    const server = createServer(createApp(simulator));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('listening on no port');
    return new TestSimulator(server, () => simulator.world.close(), `http://127.0.0.1:${bound.port}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
    this.close();
  }

  project(token: string): Api {
    return new Api(`${this.origin}/v1`, token);
  }

  async advance(byMs: number): Promise<void> {
    await this.control.call('POST', '/clock', { advanceMs: byMs });
  }

  /** Lets everything that runs come to its end. */
  async settle(): Promise<void> {
    await this.advance(LONG_MS);
  }

  async fault(rule: object): Promise<void> {
    await this.control.post(z.object({ fault: z.unknown() }), '/faults', rule);
  }

  async action(id: number): Promise<Action> {
    return (await this.api.get(z.object({ action: actionSchema }), `/actions/${id}`)).action;
  }

  /** Moves the clock to the end of an action, and no further than it must. */
  async ended(id: number): Promise<Action> {
    for (let action = await this.action(id); ; action = await this.action(id)) {
      if (action.status !== 'running') return action;
      await this.advance(10);
    }
  }

  /** Starts an action and gives it as it ended. */
  async done(path: string, body: object = {}): Promise<Action> {
    const { action } = await this.api.post(z.object({ action: actionSchema }), path, body);
    await this.settle();
    return this.action(action.id);
  }

  async aServer(fields: object = {}): Promise<CloudServer> {
    const { server } = await this.createServer(fields);
    await this.settle();
    return this.readServer(server.id);
  }

  createServer(fields: object = {}): Promise<ServerCreated> {
    const body = { name: 'server-1', server_type: 'cx23', image: 'debian-13', location: 'fsn1', ...fields };
    return this.api.post(serverCreatedSchema, '/servers', body);
  }

  async readServer(id: number): Promise<CloudServer> {
    return (await this.api.get(z.object({ server: serverSchema }), `/servers/${id}`)).server;
  }

  async aNetwork(fields: object = {}): Promise<Network> {
    const subnets = [{ type: 'cloud', ip_range: '10.0.1.0/24', network_zone: 'eu-central' }];
    const body = { name: 'network-1', ip_range: '10.0.0.0/16', subnets, ...fields };
    return (await this.api.post(z.object({ network: networkSchema }), '/networks', body)).network;
  }

  async readNetwork(id: number): Promise<Network> {
    return (await this.api.get(z.object({ network: networkSchema }), `/networks/${id}`)).network;
  }

  async aVolume(fields: object = {}): Promise<Volume> {
    const body = { name: 'volume-1', size: 10, location: 'fsn1', ...fields };
    const { volume } = await this.api.post(volumeCreatedSchema, '/volumes', body);
    await this.settle();
    return this.readVolume(volume.id);
  }

  async readVolume(id: number): Promise<Volume> {
    return (await this.api.get(z.object({ volume: volumeSchema }), `/volumes/${id}`)).volume;
  }

  async aPrimaryIp(fields: object = {}): Promise<PrimaryIp> {
    const body = { name: 'ip-1', type: 'ipv4', location: 'fsn1', ...fields };
    return (await this.api.post(z.object({ primary_ip: primaryIpSchema }), '/primary_ips', body)).primary_ip;
  }

  async readPrimaryIp(id: number): Promise<PrimaryIp> {
    return (await this.api.get(z.object({ primary_ip: primaryIpSchema }), `/primary_ips/${id}`)).primary_ip;
  }
}
