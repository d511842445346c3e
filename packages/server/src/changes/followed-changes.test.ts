import { describe, expect, test } from 'vitest';
import { ForbiddenError, type Change, type ChangeFeed, type OperatorCaller } from '@seca-hetzner/domain';
import { acceptedBy, followedChanges } from './followed-changes.js';

const limited: OperatorCaller = {
  type: 'operator',
  subject: 'o',
  role: 'viewer',
  tenant: 'acme',
  source: 'admin',
};
const { tenant: _limit, ...unlimited } = limited;

function aChange(more: Partial<Change> = {}): Change {
  return {
    kind: 'nic',
    uid: 'u',
    about: 'u',
    tenant: 'acme',
    workspace: 'w',
    network: '',
    name: 'n',
    isGone: false,
    ...more,
  };
}

describe('an operator that is limited to a tenant', () => {
  test('hears of no other, and not of what belongs to nobody known', () => {
    const accepts = acceptedBy(limited, {});
    expect(accepts(aChange())).toBe(true);
    expect(accepts(aChange({ tenant: 'other' }))).toBe(false);
    expect(accepts(aChange({ tenant: undefined }))).toBe(false);
    expect(acceptedBy(unlimited, {})(aChange({ tenant: undefined }))).toBe(true);
  });

  test('may not ask for another', () => {
    expect(() => acceptedBy(limited, { tenant: 'other' })).toThrow(ForbiddenError);
  });
});

test('a reader that falls behind is sent away, and its feed left', async () => {
  let hasLeft = false;
  const feed = {
    async follow({ hear }: Parameters<ChangeFeed['follow']>[0]) {
      hear(Array.from({ length: 10_001 }, () => ({ ...aChange(), cursor: 'c' })));
      return () => {
        hasLeft = true;
      };
    },
  } as unknown as ChangeFeed;
  const changes = await followedChanges(feed, () => true, undefined);
  await expect(changes.next()).rejects.toThrow('go on after the last cursor');
  expect(hasLeft).toBe(true);
});
