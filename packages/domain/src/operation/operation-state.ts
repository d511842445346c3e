/**
 * How far something is that was asked for. `accepted`: written down, nothing looked at yet; `running`: what it waits
 * for is on its way; the others are final.
 */
export type OperationState = 'accepted' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/**
 * What can happen to an operation. `look`: its steps were looked at and some are still awaited; `finish`: all are
 * done; `fail`: one cannot come about; `expire`: its time is up; `cancel`: nobody wants to wait for it any more.
 */
export type OperationEvent = 'look' | 'finish' | 'fail' | 'expire' | 'cancel';

const inert = (state: OperationState): Readonly<Record<OperationEvent, OperationState>> => ({
  look: state,
  finish: state,
  fail: state,
  expire: state,
  cancel: state,
});

const open = {
  look: 'running',
  finish: 'succeeded',
  fail: 'failed',
  expire: 'failed',
  cancel: 'cancelled',
} as const;

const transitions: Readonly<Record<OperationState, Readonly<Record<OperationEvent, OperationState>>>> = {
  accepted: open,
  running: open,
  succeeded: inert('succeeded'),
  failed: inert('failed'),
  cancelled: inert('cancelled'),
};

/** The state after `event`; a final state stays what it is, whatever happens. */
export function nextOperationState(state: OperationState, event: OperationEvent): OperationState {
  return transitions[state][event];
}

export function isFinal(state: OperationState): boolean {
  return state !== 'accepted' && state !== 'running';
}
