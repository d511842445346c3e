import { timestamp } from '../world/timestamp.js';

export interface LoggedCall {
  readonly seq: number;
  /** The simulator's time. */
  readonly at: string;
  /** Null for a call without a valid token. */
  readonly project: string | null;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The operation as in the API description. */
  readonly template: string;
  /** Null when the connection was cut before an answer. */
  readonly status: number | null;
  /** The error code, if the answer had one. */
  readonly code: string | null;
  readonly isWrite: boolean;
}

const CAPACITY = 200_000;

/** The calls since the process began, the oldest dropped first. */
export class CallLog {
  private calls: LoggedCall[] = [];
  private nextSeq = 1;

  add(call: Omit<LoggedCall, 'seq' | 'at' | 'isWrite'>, nowMs: number): void {
    const isWrite = call.method !== 'GET';
    this.calls.push({ seq: this.nextSeq++, at: timestamp(nowMs), ...call, isWrite });
    if (this.calls.length > 2 * CAPACITY) this.calls = this.calls.slice(-CAPACITY);
  }

  /** Those after `since`, of one project or of all. */
  list(since: number, project: string | undefined): LoggedCall[] {
    return this.calls
      .slice(-CAPACITY)
      .filter((call) => call.seq > since && (project === undefined || call.project === project));
  }

  clear(): void {
    this.calls = [];
  }
}
