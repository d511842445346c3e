import { Args, ArgsType, Ctx, Field, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ToldChange } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Change, changeFromDomain } from './change.object.js';
import { acceptedBy, followedChanges } from './followed-changes.js';

@ArgsType()
class ChangesArguments {
  @Field(() => String, { nullable: true, description: 'Only of this tenant.' })
  tenant?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only in workspaces of this name, and of such a workspace itself.',
  })
  workspace?: string | null;

  @Field(() => [String], { nullable: true, description: 'Only of these kinds, as in `Change.kind`.' })
  kinds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only what is one of these, or is about one of them.' })
  uids?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last change that was heard, or `changeCursor`: go on after it.',
  })
  after?: string | null;
}

@Resolver(() => Change)
export class ChangesResolver {
  @Query(() => String, {
    description:
      'The place in the feed of changes now: whoever takes it, reads, and subscribes after it misses nothing.',
  })
  changeCursor(@Ctx() { changes }: AdminContext): Promise<string> {
    return changes.now();
  }

  @Subscription(() => Change, {
    description:
      'Every change that the caller may see, within a second of its commit. Goes on after a lost connection when given the last cursor.',
    subscribe: ({ args, context }: { args: ChangesArguments; context: AdminContext }) =>
      followedChanges(context.changes, acceptedBy(context.caller, args), args.after),
  })
  // The arguments are used above; named here for the schema.
  changes(@Root() change: ToldChange, @Args(() => ChangesArguments) _filter: ChangesArguments): Change {
    return changeFromDomain(change);
  }
}
