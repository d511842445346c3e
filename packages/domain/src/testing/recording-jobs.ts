import type { Jobs } from '../jobs/jobs.js';
import type { Notice } from '../jobs/notices.js';
import type { Unit } from '../jobs/units.js';

export interface RecordingJobs extends Jobs {
  readonly woken: Unit[];
  readonly announced: Notice[];
}

/** `Jobs` within one process, without a queue: notices reach the listeners at once, wake-ups are noted. */
export function recordingJobs(): RecordingJobs {
  const listeners = new Set<(notice: Notice) => void>();
  const woken: Unit[] = [];
  const announced: Notice[] = [];
  return {
    woken,
    announced,
    async wake(units) {
      woken.push(...units);
    },
    async announce(notices) {
      announced.push(...notices);
      for (const notice of notices) for (const listener of listeners) listener(notice);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    work: () => Promise.reject(new Error('these jobs have no queue to work on')),
    async check() {},
    async close() {},
  };
}
