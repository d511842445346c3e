import { expect, test } from 'vitest';
import { together } from './together.js';

const neverAborted = new AbortController().signal;

test('gives all results in order', async () => {
  expect(await together(neverAborted, [async () => 1, async () => 2])).toEqual([1, 2]);
});

test('the first failure ends the others and is told once all have ended', async () => {
  let hasEnded = false;
  const waiting = (signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        hasEnded = true;
        reject(new Error('ended'));
      });
    });
  await expect(together(neverAborted, [waiting, () => Promise.reject(new Error('no port'))])).rejects.toThrow(
    'no port',
  );
  expect(hasEnded).toBe(true);
});
