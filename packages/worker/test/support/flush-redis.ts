import { once } from 'node:events';
import { connect } from 'node:net';

/** Makes a Redis forget everything. */
export async function flushRedis(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end('FLUSHALL\r\n').resume();
  await once(socket, 'close');
}
