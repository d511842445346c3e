import {
  getNamedType,
  graphql,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiToken, isAtLeast, operatorRoles, type OperatorRole } from '@seca-hetzner/domain';
import { mutationPermissions } from '../../src/access/mutation-permissions.js';
import type { AdminContext } from '../../src/context.js';
import { checkRole, type Permission } from '../../src/permission.js';
import { createSchema } from '../../src/schema.js';
import { startAdmin, type TestAdmin } from '../support/admin.js';

/** Thrown where a resolver would be called: whoever gets this far is let in, and nothing is done. */
class LetIn extends Error {}

const schema: GraphQLSchema = await createSchema(async (data, needed) => {
  await checkRole(data, needed);
  throw new LetIn('let in');
});
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const permissions = mutationPermissions(schema);

let admin: TestAdmin;
const bearers = new Map<OperatorRole, string>();

beforeAll(async () => {
  admin = await startAdmin();
  const caller = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  for (const role of operatorRoles) {
    const { secret } = await createApiToken(admin.domain, caller, { name: role, role, expiresInDays: 1 });
    bearers.set(role, `Bearer ${secret}`);
  }
});
afterAll(() => admin.close());

/** A value that the type takes, as it stands in a query. */
function valueOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{${fields.map((field) => `${field.name}: ${valueOf(field.type)}`).join(', ')}}`;
  }
  const plain: Record<string, string> = {
    Int: '1',
    Float: '1',
    Boolean: 'true',
    DateTimeISO: '"2030-01-01T00:00:00Z"',
    JSONObject: '{}',
  };
  return plain[type.name] ?? '"x"';
}

/** A mutation that says as little as it may. */
function documentOf({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.filter((each) => isNonNullType(each.type) && each.defaultValue === undefined);
  const values = given.map((each) => `${each.name}: ${valueOf(each.type)}`).join(', ');
  const selection = isObjectType(getNamedType(type)) ? ' { __typename }' : '';
  return `mutation { ${name}${values === '' ? '' : `(${values})`}${selection} }`;
}

const isLetIn = (role: OperatorRole, needed: readonly Permission[]): boolean =>
  needed.every((each) => each !== 'bootstrap' && isAtLeast(role, each));

test('there are mutations to speak of, and each asks for a role', () => {
  expect(mutations.length).toBeGreaterThan(4);
  for (const { name } of mutations) expect(permissions.get(name)).not.toEqual([]);
});

test('only the exchange of the bootstrap token asks for something else than a role', () => {
  const others = mutations.filter(({ name }) => permissions.get(name)?.includes('bootstrap'));
  expect(others.map(({ name }) => name)).toEqual(['exchangeBootstrapToken']);
});

const rows = mutations.flatMap((field) => operatorRoles.map((role) => [role, field.name, field] as const));

describe('a role is enough for what asks for it or less', () => {
  test.each(rows)('%s: %s', async (role, name, field) => {
    const caller = { type: 'operator', subject: 'somebody', role, source: 'admin' } as const;
    const contextValue = { caller } as AdminContext;
    const { errors } = await graphql({ schema, source: documentOf(field), contextValue });
    const isRoleGiven = isLetIn(role, permissions.get(name) ?? []);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.message).toMatch(isRoleGiven ? /^let in$/ : /needs (the role|a bootstrap token)/);
  });
});

describe('over HTTP, a role that is not enough is refused, and nothing is done', () => {
  const refused = rows.filter(([role, name]) => !isLetIn(role, permissions.get(name) ?? []));
  test.each(refused)('%s: %s', async (role, name, field) => {
    const before = await admin.dataSource.query<object[]>('SELECT count(*) FROM audit_event');
    const { body } = await admin.query(documentOf(field), {}, bearers.get(role));
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0]).toMatchObject({ path: [name], extensions: { code: 'FORBIDDEN' } });
    expect(body.errors[0].extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await admin.dataSource.query('SELECT count(*) FROM audit_event')).toEqual(before);
  });
});

test('an administrator alone learns of tokens and sessions', async () => {
  for (const query of ['{ apiTokens { id } }', '{ operatorSessions { subject } }']) {
    const codes = await Promise.all(
      operatorRoles.map(async (role) => {
        const { body } = await admin.query(query, {}, bearers.get(role));
        return body.errors?.[0].extensions.code;
      }),
    );
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', undefined]);
  }
});
