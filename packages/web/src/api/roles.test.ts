import { expect, test } from 'vitest';
import { includesRole } from './roles.js';

test('an admin may do what an operator may, and a viewer only looks', () => {
  expect(includesRole('admin', 'operator')).toBe(true);
  expect(includesRole('operator', 'operator')).toBe(true);
  expect(includesRole('operator', 'admin')).toBe(false);
  expect(includesRole('viewer', 'operator')).toBe(false);
});
