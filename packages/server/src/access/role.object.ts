import { registerEnumType } from 'type-graphql';

export enum Role {
  viewer = 'viewer',
  operator = 'operator',
  admin = 'admin',
}

registerEnumType(Role, {
  name: 'OperatorRole',
  description: 'What somebody may do in the admin API; each role may do what those before it may.',
  valuesConfig: {
    viewer: { description: 'Look.' },
    operator: { description: 'Act on resources.' },
    admin: { description: 'Administer tenants, connections and access.' },
  },
});
