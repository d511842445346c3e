import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger, type Logger } from './logger.js';

/** What `write` logs, as one text and as the fields of its first line. */
function logged(write: (logger: Logger) => void): { text: string; fields: Record<string, unknown> } {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  write(createLogger('test', 'info', destination));
  return { text, fields: JSON.parse(text.split('\n')[0] ?? '') as Record<string, unknown> };
}

test('a line says when, who, how grave, and what', () => {
  const { fields } = logged((logger) => logger.info({ unit: 'network/1' }, 'step done'));
  expect(fields).toMatchObject({ level: 'info', name: 'test', unit: 'network/1', msg: 'step done' });
  expect(Number.isNaN(Date.parse(fields['time'] as string))).toBe(false);
});

test.each([
  [{ token: 'hunter2' }],
  [{ authorization: 'Bearer hunter2' }],
  [{ headers: { authorization: 'hunter2' } }],
  [{ connection: { token: 'hunter2' } }],
  [{ userData: 'hunter2' }],
])('secrets in %j are cut out', (fields) => {
  const { text } = logged((logger) => logger.info(fields, 'x'));
  expect(text).not.toContain('hunter2');
  expect(text).toContain('[secret]');
});

test('an error is shown with its causes and without what hangs on it, such as the parameters of a query', () => {
  const cause = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
  const error = Object.assign(new Error('query failed', { cause }), {
    parameters: ['hunter2'],
    driverError: {},
  });
  const { text, fields } = logged((logger) => logger.error({ error }, 'x'));
  expect(text).not.toContain('hunter2');
  expect(fields['error']).toMatchObject({
    type: 'Error',
    message: 'query failed',
    cause: { message: 'connection refused', code: 'ECONNREFUSED' },
  });
});
