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

/** Two tokens of one project, which nobody has used yet, and one that is none. */
const [TOKEN, NEXT_TOKEN] = ['a'.repeat(64), 'b'.repeat(64)];
const BAD_TOKEN = 'copied-wrongly';

test('a script with nothing but a token binds a project, works in it, rotates its token and leaves nothing', async ({
  stack,
}) => {
  const { admin, adminToken, regionName } = stack.endpoints;
  const tokensOf = `${stack.control}/projects/${TOKEN}/tokens`;
  const setToken = (token: string, access: string): Promise<Response> =>
    fetch(`${tokensOf}/${token}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access }),
    });
  await setToken(NEXT_TOKEN, 'read-write');
  const automate = (hcloudToken: string) =>
    promisify(execFile)(process.execPath, [SCRIPT], {
      env: {
        SECA_ADMIN_URL: admin,
        SECA_ADMIN_TOKEN: adminToken,
        SECA_TENANT: 'automated',
        SECA_REGION: regionName,
        HCLOUD_TOKEN: hcloudToken,
        HCLOUD_TOKEN_NEXT: NEXT_TOKEN,
      },
    });
  const project = simulatedCloud(stack.control, { hcloudToken: TOKEN });

  // A token that is copied wrongly ends in `error` with what to do; the right one goes on from there.
  await expect(automate(BAD_TOKEN)).rejects.toThrow(/error \(PROVIDER_UNAUTHORIZED\): .*rotateProviderToken/);
  const { stdout } = await automate(TOKEN);
  expect(stdout).toContain('egress: open');
  expect(stdout).toContain('connected with the next token');
  expect(stdout).toContain('all is gone, and the project unbound');
  expect(await project.inventory()).toEqual({});
});
