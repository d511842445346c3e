/**
 * What a query asks for, before anything is done for it. Standard validation compares the fields of a query with each
 * other, so this comes first.
 */
import {
  Kind,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { AdminLimits } from './access-settings.js';
import { Refusal } from './refusal.js';

/** Longer ones are not even parsed: no query of a person or of our console comes near. */
export const MAX_TOKENS = 15_000;

/** How many entries a list is taken to have where the query does not say. */
const GUESSED_LENGTH = 10;

/** Arguments by which a query says how many entries of a list it wants. */
const LENGTH_ARGUMENTS = new Set(['first', 'last', 'limit']);

export interface Measure {
  depth: number;
  aliases: number;
  /** How many fields the answer would have with lists of ten entries, or of as many as are asked for. */
  cost: number;
}

/** Throws a `Refusal` that names the limit which the greatest operation of `document` exceeds. */
export function requireModest(schema: GraphQLSchema, document: DocumentNode, limits: AdminLimits): void {
  const { depth, aliases, cost } = measure(schema, document);
  if (depth > limits.depth) refuse(`is ${depth} deep`, limits.depth);
  if (aliases > limits.aliases) refuse(`has ${aliases} aliases`, limits.aliases);
  if (cost > limits.cost) refuse(`asks for about ${cost} fields`, limits.cost);
}

function refuse(what: string, limit: number): never {
  throw new Refusal('QUERY_TOO_COMPLEX', 400, `the query ${what}; the limit is ${limit}`);
}

/** The greatest depth and cost of the operations of a document, and the number of its aliases. */
export function measure(schema: GraphQLSchema, document: DocumentNode): Measure {
  const reader = new Reader(schema, document);
  const whole: Measure = { depth: 0, aliases: 0, cost: 0 };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(definition.operation) ?? undefined;
    const found = reader.measureSelections(definition.selectionSet, root);
    whole.depth = Math.max(whole.depth, found.depth);
    whole.cost = Math.max(whole.cost, found.cost);
    whole.aliases += found.aliases;
  }
  return whole;
}

const NOTHING: Measure = { depth: 0, aliases: 0, cost: 0 };

class Reader {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  /** Each fragment is measured once, however often it is used. */
  private readonly measured = new Map<string, Measure>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    }
  }

  measureSelections({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined): Measure {
    const sum = { ...NOTHING };
    for (const selection of selections) {
      const found =
        selection.kind === Kind.FIELD
          ? this.measureField(selection, parent)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? this.measureFragment(selection.name.value)
            : this.measureSelections(
                selection.selectionSet,
                this.typeNamed(selection.typeCondition?.name.value) ?? parent,
              );
      sum.depth = Math.max(sum.depth, found.depth);
      sum.aliases += found.aliases;
      sum.cost += found.cost;
    }
    return sum;
  }

  private measureField(field: FieldNode, parent: GraphQLNamedType | undefined): Measure {
    const type = fieldType(parent, field.name.value);
    const inner = field.selectionSet
      ? this.measureSelections(field.selectionSet, type && compositeOf(type))
      : NOTHING;
    return {
      depth: inner.depth + 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      // The schema about itself is small and in memory: only its depth matters.
      cost: field.name.value.startsWith('__') ? 1 : 1 + inner.cost * (type ? lengthOf(field, type) : 1),
    };
  }

  private measureFragment(name: string): Measure {
    const known = this.measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name);
    if (!fragment) return NOTHING;
    // One that contains itself is refused by validation.
    this.measured.set(name, NOTHING);
    const found = this.measureSelections(
      fragment.selectionSet,
      this.typeNamed(fragment.typeCondition.name.value),
    );
    this.measured.set(name, found);
    return found;
  }

  private typeNamed(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.schema.getType(name);
  }
}

function fieldType(parent: GraphQLNamedType | undefined, name: string): GraphQLOutputType | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name]?.type : undefined;
}

function compositeOf(type: GraphQLOutputType): GraphQLNamedType | undefined {
  const named = getNamedType(type);
  return isCompositeType(named) ? named : undefined;
}

function lengthOf({ arguments: given }: FieldNode, type: GraphQLOutputType): number {
  const asked = given?.find(({ name }) => LENGTH_ARGUMENTS.has(name.value))?.value;
  if (asked?.kind === Kind.INT) return Math.max(1, Number(asked.value));
  return isListType(isNonNullType(type) ? type.ofType : type) ? GUESSED_LENGTH : 1;
}
