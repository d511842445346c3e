import { Repeater } from '@graphql-yoga/subscription';
import type { PubSub } from 'type-graphql';
import type { Domain, Notice } from '@seca-hetzner/domain';

/** The one topic there is. */
export const CHANGES = 'changes';

/** The changes that any process announces, in the form in which subscriptions take them. */
export function changeFeed({ jobs }: Pick<Domain, 'jobs'>): PubSub {
  return {
    publish() {
      throw new Error('changes are announced by the domain, never by a resolver');
    },
    subscribe: () =>
      new Repeater<Notice>(async (push, stop) => {
        const stopListening = jobs.listen((notice) => void push(notice));
        await stop;
        stopListening();
      }),
  };
}
