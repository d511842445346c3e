/** Longer than the announcements of one transaction take, and too short to be noticed. */
const PAUSE_MS = 150;

/** A run of the reconciler is recorded a moment after the last change that it made. */
const AFTERTHOUGHT_MS = 1_000;

/** Reads again at once, never twice at a time, and once more when all is quiet. */
export function createRefresh(read: () => Promise<void>): { soon(): void; stop(): void } {
  let isReading = false;
  let isWanted = false;
  const stopping = new AbortController();
  let afterthought: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    isReading = true;
    while (isWanted && !stopping.signal.aborted) {
      isWanted = false;
      // Whoever shows the data tells what went wrong with it.
      await read().catch(() => undefined);
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSE_MS);
      });
    }
    isReading = false;
  }

  function want(): void {
    isWanted = true;
    if (!isReading) void run();
  }

  return {
    soon() {
      want();
      clearTimeout(afterthought);
      afterthought = setTimeout(want, AFTERTHOUGHT_MS);
    },
    stop() {
      stopping.abort();
      clearTimeout(afterthought);
    },
  };
}
