/**
 * What has changed, told to everybody in this process who follows. Each process reads the database for all of its
 * followers together: at once when a notice says that there may be something, and twice a second anyway, since
 * notices may be lost.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Domain } from '../domain.js';
import { cursorOf, positionFromCursor, type FeedPosition } from './change-cursor.js';
import { currentPosition, pruneChanges, readChanges, readMissedChanges } from './change.repository.js';
import type { Change, ToldChange } from './change.js';

/** How late a change is told whose notice was lost, or that has none. */
const LOOK_AGAIN_MS = 500;

/** So many notices of one burst are answered by one look. */
const PAUSE_MS = 20;

const PRUNE_EVERY_MS = 300_000;

export interface Following {
  /** Go on after this cursor; without one, from now on. */
  after?: string | undefined;
  accepts: (change: Change) => boolean;
  /** Takes what there is; never called with nothing. */
  hear: (changes: readonly ToldChange[]) => void;
}

export interface ChangeFeed {
  /**
   * Tells everything that is committed from now on, or after a cursor, until the returned function is called. Right
   * after a cursor something may be told twice. Throws `InvalidRequestError` for a cursor that cannot be used.
   */
  follow(following: Following): Promise<() => void>;
  /** The cursor of this moment, for whoever reads first and follows then. */
  now(): Promise<string>;
  close(): Promise<void>;
}

interface Follower extends Following {
  /** What came while the past was still being read. */
  held: { changes: readonly Change[]; before: string; position: FeedPosition }[] | undefined;
}

export function createChangeFeed({
  dataSource,
  jobs,
  logger,
}: Pick<Domain, 'dataSource' | 'jobs' | 'logger'>): ChangeFeed {
  const { manager } = dataSource;
  const followers = new Set<Follower>();
  let wake = (): void => {};
  let watching: { started: Promise<void>; ended: Promise<void> } | undefined;
  let prunedAt = 0;

  function tell(
    follower: Follower,
    changes: readonly Change[],
    before: string,
    position: FeedPosition,
  ): void {
    const wanted = changes.filter(follower.accepts);
    if (wanted.length === 0) return;
    // Only whoever has heard the last of them has heard all.
    const after = cursorOf(position);
    follower.hear(
      wanted.map((change, index) => ({ ...change, cursor: index === wanted.length - 1 ? after : before })),
    );
  }

  async function look(from: FeedPosition): Promise<FeedPosition> {
    const { changes, position } = await readChanges(manager, from);
    const before = cursorOf(from);
    if (changes.length === 0) return position;
    for (const follower of followers) {
      if (follower.held) follower.held.push({ changes, before, position });
      else tell(follower, changes, before, position);
    }
    return position;
  }

  /** From the first follower to the last. */
  function watch(): { started: Promise<void>; ended: Promise<void> } {
    const first = currentPosition(manager);
    const stopListening = jobs.listen(() => wake());
    const run = async (): Promise<void> => {
      try {
        let position = await first;
        while (followers.size > 0) {
          const woken = new Promise<void>((resolve) => {
            wake = resolve;
          });
          position = await lookOrStay(position);
          await delay(PAUSE_MS);
          await untilEither(woken, LOOK_AGAIN_MS);
        }
      } finally {
        // In the same turn as the check above: whoever comes next finds nobody watching, and begins anew.
        watching = undefined;
        stopListening();
      }
    };
    return { started: first.then(() => undefined), ended: run().catch(() => undefined) };
  }

  /** What is missed now is told by the next look, which starts at the same place. */
  async function lookOrStay(position: FeedPosition): Promise<FeedPosition> {
    try {
      const next = await look(position);
      await prune();
      return next;
    } catch (error) {
      logger.warn({ error }, 'changes not read');
      return position;
    }
  }

  async function prune(): Promise<void> {
    if (Date.now() < prunedAt + PRUNE_EVERY_MS) return;
    prunedAt = Date.now();
    await pruneChanges(manager);
  }

  return {
    async follow(following) {
      const after = following.after === undefined ? undefined : positionFromCursor(following.after);
      const follower: Follower = { ...following, held: after && [] };
      const leave = (): void => {
        followers.delete(follower);
        wake();
      };
      followers.add(follower);
      try {
        watching ??= watch();
        await watching.started;
        if (after) {
          const { changes, position } = await readMissedChanges(manager, after);
          tell(follower, changes, following.after ?? '', position);
        }
      } catch (error) {
        leave();
        throw error;
      }
      for (const part of follower.held ?? []) tell(follower, part.changes, part.before, part.position);
      follower.held = undefined;
      return leave;
    },
    now: async () => cursorOf(await currentPosition(manager)),
    async close() {
      followers.clear();
      wake();
      await watching?.ended;
    },
  };
}

async function untilEither(woken: Promise<void>, ms: number): Promise<void> {
  const stop = new AbortController();
  await Promise.race([woken, delay(ms, undefined, { signal: stop.signal }).catch(() => undefined)]);
  stop.abort();
}
