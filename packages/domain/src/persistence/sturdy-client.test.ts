import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJobBackend } from '../jobs/job-backend.js';
import { createDataSource } from './data-source.js';

/** A message of the server: its type, its length, its content. */
function message(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
}

const READY_AND_GOING_DOWN = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection\0\0')),
]);

let server: Server;
let url: string;
const uncaught: unknown[] = [];
const noteUncaught = (error: unknown): void => void uncaught.push(error);

beforeEach(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(READY_AND_GOING_DOWN));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `postgres://seca@127.0.0.1:${(server.address() as AddressInfo).port}/seca`;
  uncaught.length = 0;
  process.setUncaughtExceptionCaptureCallback(noteUncaught);
});
afterEach(async () => {
  process.setUncaughtExceptionCaptureCallback(null);
  server.close();
  await once(server, 'close');
});

test('a database that goes down as it lets us in does not end the process', async () => {
  const dataSource = createDataSource({ url, applicationName: 'test' });
  await dataSource.initialize().catch(() => undefined);
  await expect(dataSource.query('SELECT 1')).rejects.toThrow();
  expect(uncaught).toEqual([]);
});

test('nor does it for the queue', async () => {
  const backend = createJobBackend({ databaseUrl: url, onError: () => undefined });
  const queue = backend.queue('test');
  queue.on('error', () => undefined);
  await expect(queue.waitUntilReady()).rejects.toThrow();
  await queue.close();
  await backend.close();
  expect(uncaught).toEqual([]);
});
