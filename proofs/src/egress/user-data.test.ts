import { expect, test } from 'vitest';
import { natVmUserData } from '@seca-hetzner/provider-hetzner/guest';

test('placeholder', () => {
  expect(natVmUserData).toBeTypeOf('function');
});
