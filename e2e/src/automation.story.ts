import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BOUND_PROJECT, simulatedCloud } from '@seca-hetzner/scripts';
import { expect, test } from './stories.js';

const DOCUMENT = new URL('../../docs/automation.md', import.meta.url);
const SCRIPT = fileURLToPath(new URL('../../examples/automation/dist/src/automate.js', import.meta.url));

/** The tasks by curl, as they stand in the document. */
function tasks(): string {
  const blocks = [...readFileSync(DOCUMENT, 'utf8').matchAll(/^```sh task\n(.*?)^```/gms)];
  return blocks.map(([, block = '']) => block).join('\n');
}

test('the tasks of docs/automation.md lead from nothing to a node with a way out and back', async ({
  stack,
  terminal,
}) => {
  const printed = await terminal.paste(tasks());
  expect(printed).toContain('"status":"connected"');
  expect(printed).toContain('"action":"create"');
  expect(printed).toContain('"isOpen":true');
  expect(printed.match(/"state":"succeeded","progress":100/g)).toHaveLength(3);
  await expect.poll(() => simulatedCloud(stack.control, stack.endpoints).inventory()).toEqual(BOUND_PROJECT);
});

test('a script with nothing but a token does the same by a typed client', async ({ stack }) => {
  const { admin, adminToken, tenant, regionName } = stack.endpoints;
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT], {
    env: {
      SECA_ADMIN_URL: admin,
      SECA_ADMIN_TOKEN: adminToken,
      SECA_TENANT: tenant,
      SECA_REGION: regionName,
    },
  });
  expect(stdout).toContain('egress: open');
  expect(stdout).toContain('all is gone');
  await expect.poll(() => simulatedCloud(stack.control, stack.endpoints).inventory()).toEqual(BOUND_PROJECT);
});
