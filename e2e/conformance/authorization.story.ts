import { expect } from '@playwright/test';
import { LABELS, SELECTOR } from './cloud.js';
import { refusesBadDocuments } from './common.js';
import { ASSIGNMENT, PERMISSION } from './constraints.js';
import type { Place } from './kinds.js';
import { scenario } from './scenarios.js';
import { Stage } from './stage.js';

const role = (name: string): Place => ({ kind: 'role', name });
const assignment = (name: string): Place => ({ kind: 'role-assignment', name });

const roleSpec = (...verb: string[]): object => ({ permissions: [{ ...PERMISSION, verb }] });
const assignmentSpec = (tenant: string, roleName: string, ...subs: string[]): object => ({
  subs,
  roles: [roleName],
  scopes: [{ tenants: [tenant] }],
});

scenario('Authorization.V1.ProviderLifeCycle', async (cloud) => {
  const [reader, holder] = [role(cloud.name('role')), assignment(cloud.name('role-assignment'))];
  await cloud.create(reader, { labels: LABELS, spec: roleSpec('GET') });
  await cloud.put(reader, { spec: roleSpec('GET', 'PUT') });
  await cloud.active(reader, 1);
  const spec = (...subs: string[]): object => assignmentSpec(cloud.tenant, reader.name, ...subs);
  await cloud.create(holder, { labels: LABELS, spec: spec('user1@example.com') });
  await cloud.put(holder, { labels: LABELS, spec: spec('user1@example.com', 'user2@example.com') });
  await cloud.active(holder, 1);
  await cloud.remove(holder, reader);
});

scenario('Authorization.V1.ProviderQueries', async (cloud) => {
  const roles = [1, 2, 3].map(() => role(cloud.name('role')));
  for (const each of roles) await cloud.put(each, { labels: LABELS, spec: roleSpec('GET') });
  const holders = roles.map(({ name }) => ({ place: assignment(cloud.name('role-assignment')), name }));
  for (const { place, name } of holders) {
    await cloud.put(place, { labels: LABELS, spec: assignmentSpec(cloud.tenant, name, 'user1@example.com') });
  }
  await cloud.lists(role(''), SELECTOR);
  await cloud.lists(assignment(''), SELECTOR);
  await cloud.remove(...holders.map(({ place }) => place), ...roles);
});

scenario('Authorization.V1.RoleLifeCycle', async (cloud) => {
  const place = role(cloud.name('role'));
  await cloud.create(place, { spec: roleSpec('GET') });
  await cloud.put(place, { spec: roleSpec('GET', 'PUT') });
  await cloud.active(place, 1);
  await cloud.remove(place);
});

scenario('Authorization.V1.RoleAssignmentLifeCycle', async (cloud) => {
  const place = assignment(cloud.name('role-assignment'));
  const missing = cloud.name('role');
  await cloud.create(place, { spec: assignmentSpec(cloud.tenant, missing, 'user1@example.com') });
  await cloud.put(place, {
    spec: assignmentSpec(cloud.tenant, missing, 'user1@example.com', 'user2@example.com'),
  });
  await cloud.active(place, 1);
  await cloud.remove(place);
});

scenario('Authorization.V1.RoleConstraintsValidation', async (cloud) => {
  await refusesBadDocuments(cloud, role, { spec: roleSpec('GET') });
});

scenario('Authorization.V1.RoleAssignmentConstraintsValidation', async (cloud) => {
  await refusesBadDocuments(cloud, assignment, { spec: ASSIGNMENT });
});

scenario('Authorization.V1.RoleError', async (cloud) => {
  const place = role(cloud.name('role'));
  for (const permissions of [
    [{ ...PERMISSION, provider: 'non-existent-provider' }],
    [],
    [{ ...PERMISSION, verb: ['CONNECT'] }],
  ]) {
    await cloud.refuses(place, { spec: { permissions } });
  }
});

scenario('Authorization.V1.RoleAssignmentError', async (cloud) => {
  const place = assignment(cloud.name('role-assignment'));
  const good = { ...ASSIGNMENT, roles: [cloud.name('role')] };
  for (const change of [
    { roles: ['non-existent-role'] },
    { scopes: [{ tenants: ['non-existent-tenant'] }] },
    { scopes: [{ regions: ['non-existent-region'] }] },
    { scopes: [{ workspaces: ['non-existent-workspace'] }] },
    { subs: ['non-existent-sub@example.com'] },
  ]) {
    await cloud.refuses(place, { spec: { ...good, ...change } });
  }
});

scenario('Region.V1.ProviderQueries', async (cloud) => {
  const response = await fetch(`${cloud.endpoints.region}/v1/regions`, {
    headers: { authorization: `Bearer ${cloud.endpoints.token}` },
  });
  const { items, metadata } = (await response.json()) as {
    items: { metadata: { name: string }; spec: { availableZones: string[]; providers: object[] } }[];
    metadata: object;
  };
  expect(metadata).toMatchObject({ provider: 'seca.region/v1', resource: 'regions', verb: 'GET' });
  expect(items[0]?.metadata).toMatchObject({
    name: cloud.endpoints.regionName,
    kind: 'region',
    resource: `regions/${cloud.endpoints.regionName}`,
    ref: `seca.region/v1/regions/${cloud.endpoints.regionName}`,
  });
  expect(items[0]?.spec.availableZones.length).toBeGreaterThan(0);
  expect(items[0]?.spec.providers.length).toBeGreaterThan(0);
});

scenario('Workspace.V1.ProviderLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud, { labels: { env: 'development' } });
  await cloud.put(stage.workspace, { labels: LABELS }, true);
  expect((await cloud.active(stage.workspace, 1)).labels).toEqual(LABELS);
  await stage.close();
});

scenario('Workspace.V1.ProviderQueries', async (cloud) => {
  const stages = [Stage.unopened(cloud), Stage.unopened(cloud)];
  for (const { workspace } of stages) await cloud.put(workspace, { labels: LABELS });
  await cloud.lists({ kind: 'workspace', name: '' }, SELECTOR);
  for (const stage of stages) await stage.close();
});

scenario('Workspace.V1.WorkspaceConstraintsValidation', async (cloud) => {
  await refusesBadDocuments(cloud, (name) => ({ kind: 'workspace', name }), {});
});

scenario('Workspace.V1.WorkspaceError', async (cloud) => {
  const unknown = { kind: 'workspace', name: cloud.name('workspace') } as const;
  await cloud.refuses(unknown, { region: 'non-existent-region' });
  const stage = await Stage.open(cloud);
  const disk = await stage.disk();
  const instance = stage.place('instance');
  await cloud.create(instance, { spec: stage.instanceSpec(disk) });
  await cloud.refusesTo('DELETE', stage.workspace);
  await cloud.remove(instance, disk);
  await stage.close();
});
