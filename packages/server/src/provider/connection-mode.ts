import { registerEnumType } from 'type-graphql';

/** The modes of a connection, by the names that the API has for them. */
export enum ConnectionModeName {
  plan = 'plan',
  smoke = 'smoke',
  live = 'live',
}

registerEnumType(ConnectionModeName, {
  name: 'ConnectionMode',
  description: 'What a connection may be used for.',
  valuesConfig: {
    plan: { description: 'To look; every write is refused before it is sent.' },
    smoke: {
      description:
        'For a trial: writes are sent until a cap or an expiry is reached; what they make carries the expiry as a label.',
    },
    live: { description: 'For everything.' },
  },
});
