import { Repeater } from '@graphql-yoga/subscription';
import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import type { Notice } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Change, changeFromNotice } from './change.object.js';

interface ChangeArguments {
  tenant?: string | null;
}

@Resolver(() => Change)
export class ChangesResolver {
  @Subscription(() => Change, {
    description: 'Every change of a tenant, or of all tenants, as it is committed.',
    subscribe: ({ args, context }) => noticesOf(context as AdminContext, args as ChangeArguments),
  })
  changes(
    @Root() notice: Notice,
    // The filter works where the notices come from; the argument is here for the schema.
    @Arg('tenant', () => String, { nullable: true }) _tenant: string | null,
  ): Change {
    return changeFromNotice(notice);
  }
}

function noticesOf({ domain }: AdminContext, { tenant }: ChangeArguments): AsyncIterable<Notice> {
  return new Repeater<Notice>(async (push, stop) => {
    const stopListening = domain.jobs.listen((notice) => {
      if (!tenant || notice.tenant === tenant) void push(notice);
    });
    await stop;
    stopListening();
  });
}
