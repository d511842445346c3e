import { Repeater } from '@graphql-yoga/subscription';
import { getOperation, type Operation } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';

/**
 * An operation as it is, and again whenever something about it changes. Throws `NotFoundError` when there is none or
 * the caller may not see it.
 */
export async function followOperation(
  { domain, caller }: AdminContext,
  id: string,
): Promise<AsyncIterable<Operation>> {
  const read = (): Promise<Operation> => getOperation(domain.dataSource.manager, caller, id);
  await read();
  return new Repeater<Operation>(async (push, stop) => {
    const tell = (): void => void read().then(push, stop);
    const stopListening = domain.jobs.listen((notice) => {
      if (notice.type === 'operation' && notice.id === id) tell();
    });
    // After listening, so that nothing is missed in between.
    tell();
    await stop;
    stopListening();
  });
}
