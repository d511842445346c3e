import {
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** How deep an answer is asked for: a resource of a resource. */
const DEPTH = 2;

export interface NamedQuery {
  name: string;
  text: string;
}

/**
 * Every query of a schema, asking for all that its answer has: with all its arguments that `valueOf` knows a value for,
 * written as GraphQL, and once more with the required ones alone. Throws for a required one that has none.
 */
export function everyQuery(
  schema: GraphQLSchema,
  valueOf: (query: string, argument: string) => string | undefined,
): NamedQuery[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.flatMap((field) => {
    const given = field.args.flatMap((argument) => {
      const value = valueOf(field.name, argument.name);
      if (value === undefined && isRequired(argument)) {
        throw new Error(`nobody says what ${field.name} is to be asked for as ${argument.name}`);
      }
      return value === undefined ? [] : [{ argument, text: `${argument.name}: ${value}` }];
    });
    const required = given.filter(({ argument }) => isRequired(argument));
    const ways = given.length === required.length ? [given] : [given, required];
    return ways.map((way) => {
      const args = way.length === 0 ? '' : `(${way.map(({ text }) => text).join(', ')})`;
      return { name: field.name, text: `{ ${field.name}${args} ${selectionOf(field.type, DEPTH)} }` };
    });
  });
}

function isRequired({ type, defaultValue }: GraphQLArgument): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

/** Every field that takes no argument of necessity, down to a depth; empty where all lie deeper. */
function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named) && !isInterfaceType(named)) return '';
  const parts = Object.values(named.getFields())
    .filter((field) => !field.args.some(isRequired))
    .flatMap((field) => partOf(field, depth));
  return parts.length === 0 ? '' : `{ ${parts.join(' ')} }`;
}

function partOf({ name, type }: GraphQLField<unknown, unknown>, depth: number): string[] {
  const named = getNamedType(type);
  if (!isObjectType(named) && !isInterfaceType(named)) return [name];
  const selection = depth === 0 ? '' : selectionOf(type, depth - 1);
  return selection === '' ? [] : [`${name} ${selection}`];
}
