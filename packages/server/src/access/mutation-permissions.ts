import { getMetadataStorage } from 'type-graphql';
import type { GraphQLSchema } from 'graphql';
import type { Permission } from '../permission.js';

/** What each mutation of `schema` asks for. Throws an `Error` that names those which ask for nothing. */
export function mutationPermissions(schema: GraphQLSchema): ReadonlyMap<string, readonly Permission[]> {
  const names = Object.keys(schema.getMutationType()?.getFields() ?? {});
  const known = new Map(
    getMetadataStorage().mutations.map(({ schemaName, roles }) => [schemaName, roles ?? []]),
  );
  const permissions = new Map(names.map((name) => [name, (known.get(name) ?? []) as Permission[]]));
  const open = names.filter((name) => permissions.get(name)?.length === 0);
  if (open.length > 0) {
    throw new Error(`these mutations say by no @Authorized('…') who may use them: ${open.join(', ')}`);
  }
  return permissions;
}
