import { expect, test } from 'vitest';
import { ForbiddenError, type OperatorRole } from '@seca-hetzner/domain';
import { personFromClaims } from './person-from-claims.js';

const roles = new Map<string, OperatorRole>([
  ['lookers', 'viewer'],
  ['doers', 'operator'],
  ['masters', 'admin'],
]);
const read = (claims: Record<string, unknown>, roleClaim = 'roles', tenantClaim?: string) =>
  personFromClaims({ sub: 's', ...claims }, { roleClaim, roles, ...(tenantClaim ? { tenantClaim } : {}) });

test('the greatest role counts, in whatever order they are told', () => {
  expect(read({ roles: ['lookers', 'masters', 'doers'] }).role).toBe('admin');
  expect(read({ roles: ['doers', 'lookers'] }).role).toBe('operator');
  expect(read({ roles: 'lookers' }).role).toBe('viewer');
});

test('a claim is found by its name, also with dots in it, or by the way to it', () => {
  expect(read({ 'https://x.test/roles': ['doers'] }, 'https://x.test/roles').role).toBe('operator');
  expect(read({ realm_access: { roles: ['doers'] } }, 'realm_access.roles').role).toBe('operator');
});

test.each([
  ['nothing', {}],
  ['an empty list', { roles: [] }],
  ['unknown values', { roles: ['others', 'admin'] }],
  ['what is no text', { roles: [{ name: 'masters' }, 1] }],
  ['a name of every object', { roles: ['constructor'] }],
])('%s gives no role', (_what, claims) => {
  expect(() => read(claims)).toThrow(ForbiddenError);
});

test('where tenants are told, one is the limit, an asterisk is none, and anything else is refused', () => {
  const tenantOf = (tenant: unknown) => read({ roles: 'doers', tenant }, 'roles', 'tenant').tenant;
  expect(tenantOf('acme')).toBe('acme');
  expect(tenantOf('*')).toBeUndefined();
  for (const wrong of [undefined, '', [], ['a', 'b'], 7])
    expect(() => tenantOf(wrong)).toThrow(ForbiddenError);
});

test('where they are not told, nobody is limited', () => {
  expect(read({ roles: 'doers', tenant: 'acme' }).tenant).toBeUndefined();
});
