import { expect, test } from 'vitest';
import README from '../../../../../README.md?raw';
import { firstCommands } from './first-commands.js';

test('the commands speak to this installation and tenant', () => {
  const code = firstCommands('https://seca.example', 'acme').map((each) => each.code);
  expect(code.join('\n')).toContain('"https://seca.example/providers/$2"');
  expect(code[0]).toContain('workspace=tenants/acme/workspaces/shop');
});

test('what they declare is what the README declares', () => {
  const declarations = firstCommands('', 'demo').slice(1);
  for (const { code } of declarations) {
    for (const line of code.split('\n')) expect(README).toContain(line);
  }
});
