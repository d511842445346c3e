import { registerEnumType } from 'type-graphql';

/** The modes of a connection, by the names that the API has for them. */
export enum ConnectionModeName {
  plan = 'plan',
  live = 'live',
}

registerEnumType(ConnectionModeName, {
  name: 'ConnectionMode',
  description: 'What a connection may be used for.',
  valuesConfig: {
    plan: { description: 'To look; every write is refused before it is sent.' },
    live: { description: 'For everything.' },
  },
});
