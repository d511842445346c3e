import { expect, test } from 'vitest';
import { readOrder, Refusal } from './order.js';

const now = new Date('2026-11-21T12:00:00Z');
const TOKEN = 'secret'.padEnd(64, 'x');
const good = ['--approve-costs', '--cap-eur', '1.5', '--expires-in-hours', '2'];
const read = (args: string[], environment: Record<string, string> = { HCLOUD_TOKEN: TOKEN }) =>
  readOrder(args, environment, { now, folder: '/evidence' });

test('a trial has a cap, an expiry and a folder of its own, and goes to Hetzner unless told', () => {
  expect(read(good)).toEqual({
    what: 'trial',
    endpoint: 'https://api.hetzner.cloud/v1',
    token: TOKEN,
    capEur: 1.5,
    expiresAt: new Date('2026-11-21T14:00:00Z'),
    folder: '/evidence/2026-11-21T120000.000Z',
    parts: ['contract', 'main-job', 'bets'],
    guestWaitMs: 420_000,
  });
});

test('parts are made in their order, whatever the order they are asked in', () => {
  expect(read([...good, '--parts', 'bets,contract'])).toMatchObject({ parts: ['contract', 'bets'] });
});

const without = (option: string): string[] => {
  const place = good.indexOf(option);
  return good.filter((_, index) => index !== place && (option === '--approve-costs' || index !== place + 1));
};

test.each([
  ['in CI', good, { HCLOUD_TOKEN: TOKEN, CI: 'true' }, 'never done in CI'],
  ['without approval', without('--approve-costs'), undefined, 'needs your approval'],
  ['without a cap', without('--cap-eur'), undefined, 'needs a cap'],
  ['with a cap of nothing', [...good, '--cap-eur', '0'], undefined, 'needs a cap'],
  ['without an expiry', without('--expires-in-hours'), undefined, 'needs an expiry'],
  ['with an expiry in two days', [...good, '--expires-in-hours', '48'], undefined, 'needs an expiry'],
  ['without a token', good, {}, 'needs the token'],
  [
    'over a way that others read',
    [...good, '--endpoint', 'http://example.org/v1'],
    undefined,
    'has to be https',
  ],
  ['with parts that there are not', [...good, '--parts', 'all'], undefined, '--parts takes'],
])('%s nothing is done', (_, args, environment, why) => {
  expect(() => read(args, environment)).toThrow(Refusal);
  expect(() => read(args, environment)).toThrow(why);
});

test('a token on the command line is refused, and not repeated', () => {
  for (const args of [
    [...good, `--token=${TOKEN}`],
    [...good, TOKEN],
  ]) {
    expect(() => read(args)).toThrow(Refusal);
    expect(() => read(args)).not.toThrow(TOKEN);
  }
});

test('cleaning needs the token and no approval', () => {
  expect(read(['--clean', '/evidence/a'])).toEqual({ what: 'clean', folder: '/evidence/a', token: TOKEN });
  expect(() => read(['--clean', '/evidence/a'], {})).toThrow('needs the token');
});
