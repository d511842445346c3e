import { expect, test } from 'vitest';
import { curlOf, yamlOf, type Declaration } from './seca-document.js';

const web: Declaration = {
  ref: 'seca.compute/v1/tenants/demo/workspaces/shop/instances/web',
  region: 'eu-central',
  labels: { tier: 'front' },
  annotations: {},
  extensions: {},
  intent: { zone: 'fsn1', note: "it's" },
};

test('a document has what was declared, without parts that are empty', () => {
  expect(yamlOf(web)).toBe("labels:\n  tier: front\nspec:\n  zone: fsn1\n  note: it's\n");
});

test('the command sends the same, to the address in its region, whatever quotes are in it', () => {
  const command = curlOf(web, 'https://api.example.test');
  expect(command).toContain(
    "curl -X PUT 'https://api.example.test/regions/eu-central/providers/seca.compute/v1/tenants/demo",
  );
  expect(command).toContain(`"note": "it'\\''s"`);
  expect(command).not.toContain('annotations');
});
