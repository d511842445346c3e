import { expect, test } from 'vitest';
import { systemClock } from '../runtime/clock.js';
import { recordingJobs } from '../testing/recording-jobs.js';
import type { ResourceNotice } from './notices.js';
import { waitUntilSettled } from './settled.js';

const notice = (uid: string) => ({ type: 'resource', uid }) as ResourceNotice;
/** A second of the code under test is a millisecond here. */
const clock = systemClock(1_000);

test('whoever waits is answered as soon as it is told of the change', async () => {
  const jobs = recordingJobs();
  let isSettled = false;
  let looks = 0;
  const waiting = waitUntilSettled(jobs, systemClock(), 'u', 60_000, async () => {
    looks += 1;
    return isSettled;
  });
  await new Promise((resolve) => setImmediate(resolve));
  await jobs.announce([notice('other')]);
  isSettled = true;
  await jobs.announce([notice('u')]);
  await waiting;
  expect(looks).toBe(2);
});

test('a change whose notice was lost is found all the same', async () => {
  let looks = 0;
  await waitUntilSettled(recordingJobs(), clock, 'u', 60_000, async () => {
    looks += 1;
    return looks === 3;
  });
  expect(looks).toBe(3);
});

test('a change that comes while it looks is not missed', async () => {
  const jobs = recordingJobs();
  let looks = 0;
  await waitUntilSettled(jobs, systemClock(), 'u', 60_000, async () => {
    looks += 1;
    if (looks === 1) {
      await jobs.announce([notice('u')]);
      return false;
    }
    return true;
  });
  expect(looks).toBe(2);
});

test('the wait has an end, and leaves nobody listening', async () => {
  const jobs = recordingJobs();
  let listening = 0;
  const counting = {
    ...jobs,
    listen: (listener: Parameters<typeof jobs.listen>[0]) => {
      const stop = jobs.listen(listener);
      listening += 1;
      return () => {
        listening -= 1;
        stop();
      };
    },
  };
  await waitUntilSettled(counting, clock, 'u', 5_000, async () => false);
  expect(listening).toBe(0);
});

test('a wait that nobody needs any more ends at once, without another look', async () => {
  const ended = new AbortController();
  let looks = 0;
  const waiting = waitUntilSettled(
    recordingJobs(),
    systemClock(),
    'u',
    60_000,
    async () => {
      looks += 1;
      return false;
    },
    { lookAgainMs: 60_000, signal: ended.signal },
  );
  await new Promise((resolve) => setImmediate(resolve));
  ended.abort();
  await waiting;
  expect(looks).toBe(1);
});
