import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { compatibility, hetznerRules, type CompatibilityRow } from '@seca-hetzner/provider-hetzner/rules';
import { POWER_ACTIONS } from '../src/compute/instances.routes.js';
import { samples } from './support/compatibility-samples.js';
import { documents, isDeclared, offers, putDocuments } from './support/documents.js';
import { startGateway, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ providerRules: hetznerRules, offers });
});
afterAll(() => gateway.close());

beforeEach(() => putDocuments(gateway));

const keyOf = ({ kind, field, when }: CompatibilityRow): string =>
  [kind, field, when].filter((part) => part !== undefined).join(' ');

const checked = compatibility.filter(
  (row) => isDeclared(row.kind) && isDeclared(samples[keyOf(row)]?.needs ?? row.kind),
);

const isAction = ({ field }: CompatibilityRow): boolean => POWER_ACTIONS.some((action) => action === field);
const named = (rows: readonly CompatibilityRow[]) => rows.map((row) => [keyOf(row), row] as const);

function bodyOf(row: CompatibilityRow): object {
  const sample = samples[keyOf(row)]?.body ?? {};
  return { ...sample, spec: { ...documents[row.kind]?.spec, ...sample.spec } };
}

const pathOf = ({ kind }: CompatibilityRow): string => `${documents[kind]?.path}-2`;
const declared = checked.filter((row) => !isAction(row));

test.each(named(declared.filter(({ level }) => level === 'refused')))('%s is refused', async (_, row) => {
  const { body } = await gateway.send('PUT', pathOf(row), bodyOf(row));
  expect(body.type).toBe('http://secapi.cloud/errors/validation-error');
  const pointers = body.sources.map((source: { pointer: string }) => source.pointer).join(' ');
  expect(pointers).toContain(`/${row.field?.replaceAll('.', '/')}`);
});

test.each(named(declared.filter(({ level }) => level !== 'refused')))(
  '%s is accepted, and kept as it was sent',
  async (_, row) => {
    const body = bodyOf(row);
    const answer = await gateway.send('PUT', pathOf(row), body);
    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
    expect(answer.body).toMatchObject(JSON.parse(JSON.stringify(body)) as object);
  },
);

test.each(named(checked.filter(isAction)))('%s is accepted', async (_, row) => {
  const vm = pathOf(row);
  await gateway.send('PUT', vm, bodyOf(row));
  if (row.field !== 'start') await gateway.send('POST', `${vm}/start`);
  expect((await gateway.send('POST', `${vm}/${row.field}`)).status).toBe(202);
});

test('what is sent for a row has the field that the row speaks of', () => {
  for (const row of declared.filter(({ field }) => field !== undefined)) {
    expect(bodyOf(row)).toHaveProperty(propertyOf(row.field ?? ''));
  }
});

/** A key of the extensions has dots of its own. */
function propertyOf(field: string): string[] {
  const [first = '', ...rest] = field.split('.');
  return first === 'extensions' ? [first, rest.join('.')] : [first, ...rest];
}

test('every row of a kind that can be declared is checked, but for those that need another kind', () => {
  const left = compatibility.filter((row) => isDeclared(row.kind) && !checked.includes(row)).map(keyOf);
  expect(left.filter((key) => isDeclared(samples[key]?.needs ?? ''))).toEqual([]);
  for (const key of left) expect(samples[key]?.needs).toBeDefined();
});

test('every sample is that of a row', () => {
  const keys = compatibility.map(keyOf);
  expect(Object.keys(samples).filter((key) => !keys.includes(key))).toEqual([]);
});
