/** SECA's resource states. */
export type ResourceState = 'pending' | 'creating' | 'active' | 'updating' | 'deleting' | 'error';

/** One transition. `at` is an RFC 3339 instant; `reason` is CamelCase, `message` is for people. */
export interface Condition {
  state: ResourceState;
  at: string;
  reason?: string;
  message?: string;
}

/** What every status has: the state and how it came about, newest first. */
export interface StateHistory {
  state: ResourceState;
  conditions: Condition[];
}

/** Source: SECA, `status.conditions`: at most 32 entries. */
const MAX_CONDITIONS = 32;

export interface Explanation {
  reason?: string;
  message?: string;
}

/** The reasons for which a resource waits outside the schedule, until what it asks for becomes free. */
export const WAITING_REASONS = ['RangeTaken', 'AddressTaken', 'SubnetWaits', 'VolumeInUse', 'PublicIpTaken'];

/** Whether what the resource asks for is somebody else's: no run can do anything about that. */
export function isWaitingForItsTurn({ conditions }: StateHistory): boolean {
  return WAITING_REASONS.includes(conditions[0]?.reason ?? '');
}

/** A new resource's history: accepted, nothing done yet. */
export function newHistory(at: Date, explanation: Explanation = {}): StateHistory {
  return appendState({ state: 'pending', conditions: [] }, 'pending', at, explanation);
}

/**
 * Puts a transition on top. Instants never rise down the list, whatever the clocks of two processes say.
 */
export function appendState(
  history: StateHistory,
  state: ResourceState,
  at: Date,
  explanation: Explanation = {},
): StateHistory {
  const newest = history.conditions[0]?.at;
  const instant = at.toISOString();
  const condition: Condition = {
    state,
    at: newest !== undefined && newest > instant ? newest : instant,
    ...explanation,
  };
  return { state, conditions: [condition, ...history.conditions].slice(0, MAX_CONDITIONS) };
}

/** Says of the newest transition what it waits for; no new entry, so the sequence of states stays what it is. */
export function explainState(history: StateHistory, explanation: Explanation): StateHistory {
  const [newest, ...older] = history.conditions;
  if (!newest) return history;
  const { reason: _reason, message: _message, ...bare } = newest;
  return { state: history.state, conditions: [{ ...bare, ...explanation }, ...older] };
}

/**
 * The history after an accepted PUT or action on an existing resource. While one is being worked on, the work
 * takes the newest intent and nothing is appended.
 */
export function afterAcceptedChange(history: StateHistory, at: Date, hasEverSettled: boolean): StateHistory {
  switch (history.state) {
    case 'active':
      return appendState(history, 'updating', at);
    case 'error':
      return appendState(history, hasEverSettled ? 'updating' : 'creating', at);
    case 'pending':
    case 'creating':
    case 'updating':
    case 'deleting':
      return history;
  }
}

/** The history once reality matches the spec; passes through `creating` where that was not yet recorded. */
export function afterSettling(history: StateHistory, at: Date, hasEverSettled: boolean): StateHistory {
  switch (history.state) {
    case 'pending':
      return appendState(appendState(history, 'creating', at), 'active', at);
    case 'creating':
    case 'updating':
      return appendState(history, 'active', at);
    case 'error':
      return appendState(afterAcceptedChange(history, at, hasEverSettled), 'active', at);
    case 'active':
    case 'deleting':
      return history;
  }
}

/** The history when work on the resource has begun. */
export function afterStarting(history: StateHistory, at: Date): StateHistory {
  return history.state === 'pending' ? appendState(history, 'creating', at) : history;
}
