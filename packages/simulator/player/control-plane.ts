import { Agent } from 'node:https';
import { z } from 'zod';
import type { AgentSettings } from './agent-file.js';
import { signedSchema } from './configuration.js';
import { exchange, type Answer } from './exchange.js';
import type { Identity } from './identity.js';

const instructionsSchema = z.object({
  configuration: signedSchema.nullable(),
  commands: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.looseObject({}) })),
});
export type Instructions = z.infer<typeof instructionsSchema>;
export type Command = Instructions['commands'][number];

const registeredSchema = z.object({
  instructions: instructionsSchema,
  heartbeatSeconds: z.number().positive(),
});

export type Outcome =
  | { readonly outcome: 'done'; readonly result: object; readonly error: null }
  | { readonly outcome: 'failed'; readonly result: null; readonly error: string };

const LIMIT_MS = 10_000;
/** The answer may take 25 s. */
const POLL_LIMIT_MS = 40_000;

/**
 * The control plane as one agent reaches it: over TLS, trusting the authority of its settings alone, with its own
 * certificate. Every call rejects unless it is answered as the protocol says.
 */
export class ControlPlane {
  private readonly agent: Agent;

  constructor(
    private readonly settings: AgentSettings,
    { certificate, privateKey }: Identity,
    private readonly signal: AbortSignal,
  ) {
    this.agent = new Agent({
      keepAlive: true,
      // A resumed session would not show the certificate again.
      maxCachedSessions: 0,
      ca: settings.caCertificate,
      cert: certificate,
      key: privateKey,
      minVersion: 'TLSv1.2',
    });
    signal.addEventListener('abort', () => this.agent.destroy(), { once: true });
  }

  async register(): Promise<z.infer<typeof registeredSchema>> {
    const { id: agent, identity } = this.settings;
    const text = await this.ask('POST', '/v1/registrations', 201, { agent, identity });
    return registeredSchema.parse(JSON.parse(text));
  }

  /** Waits until there is something; undefined when there was nothing for a while. */
  async instructions(afterVersion: number): Promise<Instructions | undefined> {
    const path = `/v1/instructions?after=${afterVersion}`;
    const answer = await this.send('GET', path, undefined, POLL_LIMIT_MS);
    if (answer.status === 204) return undefined;
    assertStatus(path, answer, 200);
    return instructionsSchema.parse(JSON.parse(answer.text));
  }

  async heartbeat(heartbeat: object): Promise<void> {
    await this.ask('POST', '/v1/heartbeats', 204, heartbeat);
  }

  async finish(commandId: string, outcome: Outcome): Promise<void> {
    await this.ask('PUT', `/v1/commands/${encodeURIComponent(commandId)}`, 204, outcome);
  }

  private async ask(method: 'POST' | 'PUT', path: string, status: number, body: object): Promise<string> {
    const answer = await this.send(method, path, body, LIMIT_MS);
    assertStatus(path, answer, status);
    return answer.text;
  }

  private send(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: object | undefined,
    timeoutMs: number,
  ): Promise<Answer> {
    const { agent, signal } = this;
    const url = new URL(this.settings.url.replace(/\/+$/, '') + path);
    return exchange({ method, url, body, agent, signal, timeoutMs });
  }
}

function assertStatus(path: string, { status, text }: Answer, expected: number): void {
  if (status !== expected) throw new Error(`${path}: ${status} ${text.slice(0, 200)}`);
}
