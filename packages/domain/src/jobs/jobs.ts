import type { Notice } from './notices.js';
import type { Unit } from './units.js';

/** How processes tell each other that there is something to do, or that something has changed. */
export interface Jobs {
  /**
   * Asks for a run of each unit as soon as a worker is free. Only a hint: what is lost here is found by the
   * schedule a second later, so a failure is logged and not thrown.
   */
  wake(units: readonly Unit[]): Promise<void>;
  /** Tells every process what changed; a failure is logged and not thrown. */
  announce(notices: readonly Notice[]): Promise<void>;
  /** Calls `listener` for every notice of any process, until the returned function is called. */
  listen(listener: (notice: Notice) => void): () => void;
  /** Takes units off the queue and runs `handle` for each, at most `concurrency` at a time. */
  work(handle: (unit: Unit, signal: AbortSignal) => Promise<void>, options: WorkOptions): Promise<JobWorker>;
  /** Rejects with the reason when the queue cannot be used right now. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkOptions {
  concurrency: number;
}

export interface JobWorker {
  /** Takes nothing new, aborts the signal of what runs, and resolves when all of it has returned. */
  close(): Promise<void>;
}
