import { describe, expect, test } from 'vitest';
import { connect, type Contract, labelSelector, location, networkZone } from './target.js';
import { isOrderable } from './orderable.js';

export function catalogueContract(contract: Contract): void {
  describe('the catalogue', () => {
    test('tells locations and their network zone', async () => {
      const found = await contract.api.client.locations.list();
      expect(found).toContainEqual(expect.objectContaining({ name: location, network_zone: networkZone }));
    });

    test('tells server types, and where they can be ordered', async () => {
      const types = await contract.api.client.serverTypes.list();
      expect(types.filter((type) => isOrderable(type))).not.toEqual([]);
      const [first] = types;
      expect(await contract.api.client.serverTypes.list({ name: first?.name ?? '' })).toEqual([first]);
    });

    test('tells one image per name and architecture', async () => {
      const found = await contract.api.client.images.list({ name: 'debian-12', architecture: 'x86' });
      expect(found).toMatchObject([{ name: 'debian-12', architecture: 'x86', type: 'system' }]);
      expect(await contract.api.client.images.get(found[0]?.id ?? 0)).toEqual(found[0]);
    });

    test('tells prices as decimal text', async () => {
      const { currency, server_types: types } = await contract.api.client.pricing.get();
      expect(currency).toBe('EUR');
      expect(types[0]?.prices[0]?.price_hourly.net).toMatch(/^\d+\.\d+$/);
    });
  });

  describe('access', () => {
    test('is refused to an unknown token', async () => {
      const stranger = connect({ ...contract.started, token: 'unknown', mode: 'live' });
      await expect(stranger.client.locations.list()).rejects.toMatchObject({
        code: 'unauthorized',
        httpStatus: 401,
      });
      await stranger.transport.close();
    });

    test('tells how much of the rate limit is left', async () => {
      await contract.api.client.pricing.get();
      expect(contract.api.transport.rateLimitShareLeft()).toBeGreaterThan(0);
      expect(contract.api.transport.rateLimitShareLeft()).toBeLessThanOrEqual(1);
    });
  });

  test('in mode plan nothing can be changed', async () => {
    const reader = connect({ ...contract.started, mode: 'plan' });
    await expect(reader.client.placementGroups.create({ name: 'never' })).rejects.toMatchObject({
      name: 'WriteRefusedError',
    });
    expect(await reader.client.placementGroups.list({ labelSelector })).toEqual([]);
    await reader.transport.close();
  });
}
