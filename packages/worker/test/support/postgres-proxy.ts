import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { KillSwitch } from './kill-switch.js';

/** `ReadyForQuery`, which ends each answer: the type, a length of 5, the state of the transaction. */
const READY = [0x5a, 0, 0, 0, 5];

const WRITE =
  /^\s*(INSERT INTO|UPDATE|DELETE FROM|COMMIT|WITH\b[^]*\b(?:INSERT INTO|UPDATE|DELETE FROM))\s*(\S*)/i;

/** The queue keeps its own tables; what it loses, the schedule in ours brings back. */
const OF_THE_QUEUE = /bullmq/i;

/** A way to PostgreSQL on which writes are counted. */
export interface PostgresProxy {
  /** The same database by this way. */
  urlOf(databaseUrl: string): string;
  close(): Promise<void>;
}

export async function startPostgresProxy(
  databaseUrl: string,
  killSwitch: KillSwitch,
): Promise<PostgresProxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    relay(client, upstream, killSwitch);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    urlOf(url) {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String((server.address() as AddressInfo).port);
      return changed.toString();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function relay(client: Socket, upstream: Socket, killSwitch: KillSwitch): void {
  const statements = statementReader();
  let isLast = false;
  client.on('data', (chunk) => {
    for (const text of statements(chunk)) {
      const [, verb, table] = OF_THE_QUEUE.test(text) ? [] : (WRITE.exec(text) ?? []);
      if (verb !== undefined) isLast = killSwitch.isLast(nameOf(verb, table)) || isLast;
    }
    upstream.write(chunk);
  });
  upstream.on('data', (chunk) => {
    if (!isLast) {
      client.write(chunk);
      return;
    }
    const end = chunk.subarray(-6, -1);
    if (READY.every((byte, index) => end[index] === byte)) killSwitch.fire();
  });
}

function nameOf(verb: string, table = ''): string {
  const isWith = /^with/i.test(verb);
  return [isWith ? 'WITH … ' : '', isWith ? '' : verb.toUpperCase(), ' ', table.replaceAll('"', '')]
    .join('')
    .trim();
}

/** Reads what a client sends, in whatever pieces, and gives the text of its statements (`Query` and `Parse`). */
function statementReader(): (chunk: Buffer) => string[] {
  let rest = Buffer.alloc(0);
  let isStarted = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const texts: string[] = [];
    for (;;) {
      // The first message has no type.
      const from = isStarted ? 1 : 0;
      if (rest.length < from + 4) return texts;
      const end = from + rest.readInt32BE(from);
      if (rest.length < end) return texts;
      const [type, body] = [rest.toString('latin1', 0, from), rest.subarray(from + 4, end)];
      const [first = '', second = ''] = body.toString('utf8').split('\0');
      if (type === 'Q') texts.push(first);
      if (type === 'P') texts.push(second);
      isStarted = true;
      rest = rest.subarray(end);
    }
  };
}
