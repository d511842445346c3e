import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidRequestError } from '../src/errors.js';
import { deleteResource } from '../src/resource/delete-resource.js';
import { listResources, type ListRequest } from '../src/resource/read-resources.js';
import { createTestWorld, identityOf, put, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;

beforeAll(async () => {
  world = await createTestWorld();
  const { domain, caller } = world;
  await put(domain, caller, 'workspace', 'w');
  for (const [index, name] of ['a', 'a.b', 'b', 'c', 'd'].entries()) {
    await put(domain, caller, 'network', name, {
      maps: { labels: { index: String(index), env: index < 3 ? 'x' : 'y' } },
    });
  }
  await deleteResource(domain, caller, identityOf('network', 'd'));
});
afterAll(() => world.close());

async function names(request: Partial<ListRequest>): Promise<string[]> {
  const { tenant, region, workspace, network } = identityOf('network', '');
  const scope = { tenant, region, workspace, network };
  const page = await listResources(world.domain, world.caller, {
    kind: 'network',
    scope,
    limit: 1000,
    deleted: 'without',
    ...request,
  });
  const found = page.items.map((item) => item.name);
  return page.skipToken === undefined
    ? found
    : [...found, ...(await names({ ...request, skipToken: page.skipToken }))];
}

test('pages come by name and end without a token, at every page size', async () => {
  for (const limit of [1, 2, 3, 4, 5, 1000]) expect(await names({ limit })).toEqual(['a', 'a.b', 'b', 'c']);
});

test('what is deleting is shown only when asked for', async () => {
  expect(await names({ deleted: 'with', limit: 2 })).toEqual(['a', 'a.b', 'b', 'c', 'd']);
  expect(await names({ deleted: 'only' })).toEqual(['d']);
});

test('a selector filters across pages', async () => {
  expect(await names({ labels: 'env=x', limit: 1 })).toEqual(['a', 'a.b', 'b']);
  expect(await names({ labels: 'index>0,env!=y', limit: 1 })).toEqual(['a.b', 'b']);
  expect(await names({ labels: 'env=none' })).toEqual([]);
});

test('the collection of an unknown workspace is empty', async () => {
  const scope = { tenant: 'acme', region: 'eu-central', workspace: 'none', network: '' };
  expect(await names({ scope })).toEqual([]);
});

test('a token that no page has given is refused', async () => {
  await expect(names({ skipToken: 'a b' })).rejects.toThrow(InvalidRequestError);
});
