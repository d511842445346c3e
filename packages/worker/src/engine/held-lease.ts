import { confirmLease, renewLease, type Lease } from '@seca-hetzner/domain/jobs';
import { inTransaction, type Domain, type Transaction } from '@seca-hetzner/domain';

/** How long a worker that was killed keeps others from its units. */
export const LEASE_MS = 4_000;

/** A lease for the time of a run: kept up, and checked wherever the run acts. */
export interface HeldLease {
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal;
  /** Confirms and prolongs it; throws `LeaseLostError` otherwise. */
  confirm(): Promise<void>;
  /** A transaction that commits only while the lease is held. */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Stops keeping it up. */
  stop(): void;
}

export function holdLease({ dataSource }: Domain, lease: Lease): HeldLease {
  const lost = new AbortController();
  const confirm = async (): Promise<void> => {
    lost.signal.throwIfAborted();
    try {
      await renewLease(dataSource, lease, LEASE_MS);
    } catch (error) {
      lost.abort(error);
      throw error;
    }
  };
  // The database may be away for a moment; then the lease is lost, and the run with it.
  const renewal = setInterval(() => void confirm().catch(() => undefined), LEASE_MS / 3);
  return {
    signal: lost.signal,
    confirm,
    write: (work) =>
      inTransaction(dataSource, async (transaction) => {
        lost.signal.throwIfAborted();
        await confirmLease(transaction.manager, lease);
        return work(transaction);
      }),
    stop: () => clearInterval(renewal),
  };
}
