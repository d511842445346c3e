import { expect, test } from 'vitest';
import { ForbiddenError } from '../errors.js';
import type { OperatorCaller } from './caller.js';
import { isAtLeast, operatorRoles, requireTenant } from './operator-role.js';

test('each role may do what the lesser ones may, and no more', () => {
  const allowed = operatorRoles.map((role) => operatorRoles.filter((needed) => isAtLeast(role, needed)));
  expect(allowed).toEqual([['viewer'], ['viewer', 'operator'], ['viewer', 'operator', 'admin']]);
});

test('who is limited to a tenant enters no other', () => {
  const anyone: OperatorCaller = { type: 'operator', subject: 'ops', role: 'admin', source: 'admin' };
  expect(() => requireTenant(anyone, 'acme')).not.toThrow();
  const limited = { ...anyone, tenant: 'acme' };
  expect(() => requireTenant(limited, 'acme')).not.toThrow();
  expect(() => requireTenant(limited, 'other')).toThrow(ForbiddenError);
});
