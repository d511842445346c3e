import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from './config.js';

const EXAMPLE = fileURLToPath(new URL('../../../../examples/catalogue.json', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seca-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (catalogue: string) =>
  readConfig({ DATABASE_URL: 'postgres://x', TOKEN_ENCRYPTION_KEY: 'x', CATALOGUE_FILE: catalogue });

test('a second NAT VM is refused where nobody could say which one forwards', () => {
  const environment = { DATABASE_URL: 'postgres://x', TOKEN_ENCRYPTION_KEY: 'x', NAT_FAILOVER: 'on' };
  expect(() => readConfig(environment)).toThrow('NAT_FAILOVER needs AGENT_PUBLIC_URL');
  const AGENT_PUBLIC_URL = 'https://agents.example.test:4010';
  expect(readConfig({ ...environment, AGENT_PUBLIC_URL }).NAT_FAILOVER).toBe(true);
});

test('the example of a catalogue file is one', () => {
  expect(read(EXAMPLE).catalogueFile?.regions[0]?.zones).toEqual([{ name: 'zone-a', location: 'fsn1' }]);
});

test('every fault of a catalogue file is named with its place', () => {
  const path = join(folder, 'catalogue.json');
  const sku = { name: 'x', serverType: 'cx23', tier: 'DXS' };
  const region = { name: 'r', zones: [], instanceSkus: [sku], storageSkus: [{ name: 'x' }], networkSkus: [] };
  writeFileSync(path, JSON.stringify({ regions: [region] }));
  const fault = (place: string) => new RegExp(`CATALOGUE_FILE: /regions/0/${place}: `);
  for (const place of ['networkZone', 'zones', 'instanceSkus/0', 'networkSkus']) {
    expect(() => read(path)).toThrow(fault(place));
  }
});

test('a catalogue file that is not there or no JSON is named', () => {
  expect(() => read(join(folder, 'none.json'))).toThrow(/CATALOGUE_FILE names .*none\.json/);
});
