/**
 * Runs all at once and resolves with what they give. When one fails, the others' signal is aborted; rejects with the
 * first failure, and not before all have come to an end, so that nothing is started behind the caller's back.
 */
export async function together<T>(
  signal: AbortSignal,
  works: readonly ((signal: AbortSignal) => Promise<T>)[],
): Promise<T[]> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const running = works.map(async (work) => {
    try {
      return await work(either);
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(running);
  if (failure.signal.aborted) throw failure.signal.reason;
  return Promise.all(running);
}
