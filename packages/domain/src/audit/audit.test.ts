import { expect, test } from 'vitest';
import type { Resource } from '../resource/resource.js';
import { changesBetween } from './audit.repository.js';

const instance = (userData: string, zone: string): Resource =>
  ({ kind: 'instance', labels: { a: '1' }, spec: { userData, zone } }) as unknown as Resource;

test('a change is told value by value', () => {
  expect(changesBetween(instance('x', 'fsn1'), instance('x', 'nbg1'))).toEqual([
    { path: 'spec.zone', before: 'fsn1', after: 'nbg1' },
  ]);
});

test('user data is told by length and hash only', () => {
  const changes = changesBetween(instance('password: one', 'z'), instance('password: two!', 'z'));
  expect(changes).toHaveLength(1);
  expect(JSON.stringify(changes)).not.toContain('password');
  expect(changes[0]?.after).toMatch(/^14 bytes, sha256 /);
});
