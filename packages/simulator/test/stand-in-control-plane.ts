import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign, webcrypto } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { TLSSocket } from 'node:tls';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface Heartbeat {
  agent: string;
  sentAt: string;
  bootId: string;
  uptimeSeconds: number;
  configuration: { version: number; sourcePrefixes: string[] };
  kernel: {
    isForwarding: boolean;
    hasRules: boolean;
    sourcePrefixes: string[];
    publicInterface: string | null;
    privateInterface: string | null;
    addresses: string[];
  };
  forwarded: { bytesOut: number; bytesIn: number };
  connections: { used: number | null; max: number | null };
  drops: { metadata: number; refused: number };
  refusals: { count: number; last: { at: string; reason: string; detail: string } | null };
  lastError: string | null;
  memoryBytes: number;
}

/** A key that signs configurations. */
export interface SigningKey {
  readonly id: string;
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

export function aSigningKey(id: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { id, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
}

export function signed(configuration: object, key: SigningKey) {
  const payload = Buffer.from(JSON.stringify(configuration));
  const signature = sign(null, payload, key.privateKey).toString('base64');
  return { keyId: key.id, payload: payload.toString('base64'), signature };
}

/** The agents' endpoint as their protocol describes it, for one agent at a time, in memory. */
export class StandInControlPlane {
  /** Agent and one-time identity that may register. */
  expected = { agent: randomUUID() as string, identity: 'secret' };
  /** SHA-256 of the certificate of the agent that has registered. */
  fingerprint: string | undefined;
  registrations = 0;
  refusedRegistrations = 0;
  readonly heartbeats: Heartbeat[] = [];
  /** Given at once to whoever asks, whatever version it has, when not undefined. */
  offered: { version: number; signed: object } | undefined;
  readonly commands: { id: string; name: string; arguments: object }[] = [];
  readonly outcomes = new Map<string, { outcome: string; result: object | null; error: string | null }>();
  /** Whether the next registration is recorded but its answer lost. */
  losesRegistration = false;

  private constructor(
    private readonly server: Server,
    readonly caCertificate: string,
    readonly url: string,
  ) {}

  static async start(): Promise<StandInControlPlane> {
    const { key, cert, caCertificate } = await certificates();
    const server = createServer({ key, cert, requestCert: true, rejectUnauthorized: false });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('listening on no port');
    const controlPlane = new StandInControlPlane(server, caCertificate, `https://127.0.0.1:${bound.port}`);
    server.on('request', (request, response) => {
      controlPlane.answer(request, response).catch(() => response.destroy());
    });
    return controlPlane;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  get lastHeartbeat(): Heartbeat | undefined {
    return this.heartbeats.at(-1);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const certificate = (request.socket as TLSSocket).getPeerX509Certificate()?.raw;
    const fingerprint = certificate && createHash('sha256').update(certificate).digest('hex');
    const reply = (status: number, content?: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(content === undefined ? undefined : JSON.stringify(content));
    };
    if (pathname === '/v1/registrations') {
      this.register(body, fingerprint, reply, () => response.destroy());
      return;
    }
    if (fingerprint === undefined || fingerprint !== this.fingerprint) {
      reply(401, { title: 'not known' });
    } else if (pathname === '/v1/instructions') {
      const instructions = await this.instructionsAfter(Number(searchParams.get('after')));
      reply(instructions ? 200 : 204, instructions);
    } else if (pathname === '/v1/heartbeats') {
      this.heartbeats.push(JSON.parse(body));
      reply(204);
    } else {
      this.outcomes.set(pathname.replace('/v1/commands/', ''), JSON.parse(body));
      reply(204);
    }
  }

  private register(
    body: string,
    fingerprint: string | undefined,
    reply: (status: number, content?: unknown) => void,
    lose: () => void,
  ): void {
    const { agent, identity }: { agent: string; identity: string } = JSON.parse(body);
    const isExpected = agent === this.expected.agent && identity === this.expected.identity;
    if (fingerprint === undefined || !isExpected || (this.fingerprint ?? fingerprint) !== fingerprint) {
      this.refusedRegistrations++;
      reply(401, { title: 'not accepted' });
      return;
    }
    this.fingerprint = fingerprint;
    this.registrations++;
    if (this.losesRegistration) {
      this.losesRegistration = false;
      lose();
    } else {
      const instructions = { configuration: this.offered?.signed ?? null, commands: [] };
      reply(201, { instructions, heartbeatSeconds: 0.2 });
    }
  }

  private async instructionsAfter(version: number): Promise<object | undefined> {
    const endAt = performance.now() + 2_000;
    while (performance.now() < endAt) {
      const commands = this.commands.splice(0);
      const configuration = (this.offered?.version ?? 0) > version ? this.offered?.signed : undefined;
      if (configuration !== undefined || commands.length > 0) {
        return { configuration: configuration ?? null, commands };
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
    return undefined;
  }
}

async function certificates() {
  const authorityKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '4001',
      name: 'CN=authority',
      signingAlgorithm: ALGORITHM,
      keys: authorityKeys,
      extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
    },
    webcrypto,
  );
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: '4002',
      subject: 'CN=endpoint',
      issuer: authority.subject,
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
    },
    webcrypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    cert: certificate.toString('pem'),
    caCertificate: authority.toString('pem'),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
