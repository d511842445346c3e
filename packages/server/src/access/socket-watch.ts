import { findLivingCredentials, type Domain } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';

/** How long an open socket outlives the token or session that opened it, at most. */
const INTERVAL_MS = 2_000;

/** What is closed when it is let in no more. */
export interface Watched {
  secret: string;
  close(): void;
}

/** Looks again and again, with one query for all, whether open sockets would still be let in; on every replica alike. */
export function createSocketWatch(
  { dataSource, clock }: Domain,
  logger: Logger,
): { add(watched: Watched): () => void; stop(): void } {
  const open = new Set<Watched>();
  const stopping = new AbortController();

  async function look(): Promise<void> {
    if (open.size === 0) return;
    const secrets = [...new Set([...open].map(({ secret }) => secret))];
    const living = await findLivingCredentials(dataSource.manager, secrets, clock.now());
    // Only those that were asked about: others may have come meanwhile.
    const ended = new Set(secrets.filter((secret) => !living.has(secret)));
    for (const watched of open) if (ended.has(watched.secret)) watched.close();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(INTERVAL_MS, stopping.signal).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await look().catch((error: unknown) => logger.warn({ error }, 'open sockets not checked'));
    }
  }

  void run();
  return {
    add(watched) {
      open.add(watched);
      return () => void open.delete(watched);
    },
    stop: () => stopping.abort(),
  };
}
