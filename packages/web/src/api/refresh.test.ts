import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRefresh } from './refresh.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('a change is read at once, and what it leaves behind a second later', async () => {
  const read = vi.fn(async () => undefined);
  const refresh = createRefresh(read);
  refresh.soon();
  expect(read).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(900);
  expect(read).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(read).toHaveBeenCalledTimes(2);
});

test('changes that come while it reads are read once, afterwards', async () => {
  let finish = (): void => undefined;
  const read = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  const refresh = createRefresh(read);
  refresh.soon();
  refresh.soon();
  refresh.soon();
  await vi.advanceTimersByTimeAsync(500);
  expect(read).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(150);
  expect(read).toHaveBeenCalledTimes(2);
});

test('a failure does not end it', async () => {
  const read = vi.fn(() => Promise.reject(new Error('no answer')));
  const refresh = createRefresh(read);
  refresh.soon();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(read).toHaveBeenCalledTimes(2);
});

test('nothing is read any more once it is stopped', async () => {
  const read = vi.fn(async () => undefined);
  const refresh = createRefresh(read);
  refresh.soon();
  refresh.stop();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(read).toHaveBeenCalledTimes(1);
});
