import type { ResourceReport, RunEnding } from '@seca-hetzner/domain';

/** What the end of a run, or a step of it, means for a resource that it has not settled. */
export function unsettled(ending: RunEnding): Pick<ResourceReport, 'outcome' | 'explanation'> {
  switch (ending.type) {
    case 'ongoing':
    case 'done':
      return { outcome: 'working' };
    case 'waiting':
      return { outcome: 'working', explanation: { reason: 'Waiting', message: `Waiting: ${ending.reason}` } };
    case 'failed': {
      const { code, message, severity } = ending.failure;
      return {
        outcome: severity === 'failure' ? 'failed' : 'working',
        explanation: { reason: code, message },
      };
    }
  }
}
