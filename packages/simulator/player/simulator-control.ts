import { Agent } from 'node:http';
import { z } from 'zod';
import { exchange, type Answer } from './exchange.js';

const eventList = z.object({ events: z.array(z.object({ seq: z.int() })) });
const summary = z.object({ id: z.int(), isUp: z.boolean(), boot: z.int(), disk: z.int() });
const network = z.object({
  ip: z.string(),
  aliasIps: z.array(z.string()),
  routes: z.array(z.object({ destination: z.string(), gateway: z.string() })),
  neighbours: z.array(z.object({ ip: z.string(), isSending: z.boolean(), hasPublicInterface: z.boolean() })),
});
const guest = summary.extend({
  nowMs: z.number(),
  uptimeMs: z.number(),
  publicIpv4: z.string().nullable(),
  networks: z.array(network),
  faults: z.object({ agentDead: z.boolean(), rulesFlushed: z.boolean() }),
});

/** A server in the list of all. */
export type MachineSummary = z.infer<typeof summary>;
/** What a program in the machine would find. */
export type Guest = z.infer<typeof guest>;

const LIMIT_MS = 10_000;

/** The control API of a simulator, as far as the player needs it; `base` ends in `/_simulator`. */
export class SimulatorControl {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    private readonly base: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Waits until something has happened after `seq`, at most `waitMs`; gives the newest number. */
  async happening(seq: number, waitMs: number): Promise<number> {
    const text = await this.get(`/events?after=${seq}&waitMs=${waitMs}`, waitMs + LIMIT_MS);
    return eventList.parse(JSON.parse(text)).events.at(-1)?.seq ?? seq;
  }

  async machines(): Promise<MachineSummary[]> {
    return z.object({ servers: z.array(summary) }).parse(JSON.parse(await this.get('/servers'))).servers;
  }

  async guest(id: number): Promise<Guest> {
    return z.object({ guest }).parse(JSON.parse(await this.get(`/servers/${id}/guest`))).guest;
  }

  /** Empty when there is none. */
  userData(id: number): Promise<string> {
    return this.get(`/servers/${id}/userdata`);
  }

  /** What was stored on the machine's present disk; null when nothing was. */
  async stored(id: number): Promise<unknown> {
    return z.object({ stored: z.unknown() }).parse(JSON.parse(await this.get(`/servers/${id}/disk`))).stored;
  }

  /** Rejects when `disk` is not the machine's present one. */
  async store(id: number, disk: number, stored: unknown): Promise<void> {
    const path = `/servers/${id}/disk`;
    assertSuccess(path, await this.ask('PUT', path, LIMIT_MS, { disk, stored }));
  }

  close(): void {
    this.agent.destroy();
  }

  private async get(path: string, timeoutMs = LIMIT_MS): Promise<string> {
    const answer = await this.ask('GET', path, timeoutMs);
    assertSuccess(path, answer);
    return answer.text;
  }

  private ask(method: 'GET' | 'PUT', path: string, timeoutMs: number, body?: unknown): Promise<Answer> {
    const { agent, signal } = this;
    return exchange({ method, url: new URL(`${this.base}${path}`), body, agent, signal, timeoutMs });
  }
}

function assertSuccess(path: string, { status, text }: Answer): void {
  if (status < 200 || status > 299) throw new Error(`simulator's ${path}: ${status} ${text}`);
}
