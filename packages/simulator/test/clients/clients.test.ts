import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { TestSimulator, TOKEN } from '../test-simulator.js';
import { type ClientLetter, drivenBy } from './driven.js';
import { hcloudCommands } from './hcloud-commands.js';
import { hcloudCli, hcloudPython, run, terraform, terraformProvider } from './tools.js';

/** So many of the simulator's seconds pass in one of the clients'. */
const SCALE = 50;

const here = new URL('../../../test/clients/', import.meta.url);
const source = (file: string) => fileURLToPath(new URL(file, here));

let cloud: TestSimulator;
let folder: string;
beforeEach(async () => {
  cloud = await TestSimulator.start();
  await cloud.control.call('POST', '/clock', { frozen: false, scale: SCALE });
  folder = mkdtempSync(join(tmpdir(), 'clients-'));
});
afterEach(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

const endpoint = () => `${cloud.origin}/v1`;
const environment = () => ({ HCLOUD_ENDPOINT: endpoint(), HCLOUD_TOKEN: TOKEN });

const calls = z.object({
  calls: z.array(
    z.object({
      method: z.string(),
      template: z.string(),
      status: z.int().nullable(),
      code: z.string().nullable(),
      path: z.string(),
    }),
  ),
});

/** Every operation that has answered with success since the simulator began. */
async function succeeded(): Promise<Set<string>> {
  const log = (await cloud.control.get(calls, '/calls')).calls;
  return new Set(
    log
      .filter(({ status }) => status !== null && status < 300)
      .map(({ method, template }) => `${method} ${template}`),
  );
}

/** What the README says of a client has to be what it did. */
async function expectRecorded(client: ClientLetter): Promise<void> {
  expect([...(await succeeded())].toSorted()).toEqual(drivenBy(client).toSorted());
}

describe.runIf(hcloudCli.path !== undefined)(`hcloud CLI [${hcloudCli.needed}]`, () => {
  test('drives every operation that it has a command for', { timeout: 300_000 }, async () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH me@here';
    const rule = { direction: 'in', protocol: 'tcp', port: '22', source_ips: ['0.0.0.0/0', '::/0'] };
    writeFileSync(join(folder, 'key'), key);
    writeFileSync(join(folder, 'rules'), JSON.stringify([rule]));
    writeFileSync(join(folder, 'script'), '#cloud-config\n');
    const hcloud = (command: string) => {
      const words = ['--poll-interval', '20ms', ...command.split(' ')];
      return run(hcloudCli.path ?? '', words, { environment: environment(), folder });
    };
    const idIn = (json: string) =>
      String(
        z
          .array(z.object({ id: z.int() }))
          .parse(JSON.parse(json))
          .at(-1)?.id,
      );
    for (const command of hcloudCommands) {
      let line = command.replace(/<(key|rules|script)>/, (_, file: string) => join(folder, file));
      if (line.includes('<snapshot>')) {
        line = line.replace('<snapshot>', idIn(await hcloud('image list --type snapshot --output json')));
      }
      const [placeholder, kind, name] = /<([a-z-]+):([a-z0-9-]+)>/.exec(line) ?? [];
      if (placeholder !== undefined) {
        const { id } = z
          .object({ id: z.int() })
          .parse(JSON.parse(await hcloud(`${kind} describe ${name} --output json`)));
        line = line.replace(placeholder, String(id));
      }
      await hcloud(line);
    }
    await expectRecorded('C');
  });
});

describe.runIf(hcloudPython.path !== undefined)(`hcloud-python [${hcloudPython.needed}]`, () => {
  test('drives every operation', { timeout: 300_000 }, async () => {
    const words = ['-W', 'ignore', source('drive.py'), endpoint(), TOKEN];
    await run(hcloudPython.path ?? '', words, { environment: {}, folder });
    await expectRecorded('P');
  });
});

const hasTerraform = terraform.path !== undefined && terraformProvider.path !== undefined;
describe.runIf(hasTerraform)(`Terraform [${terraform.needed}; ${terraformProvider.needed}]`, () => {
  test('finds nothing to change on a second plan, nor after a change', { timeout: 300_000 }, async () => {
    const override = `dev_overrides { "hetznercloud/hcloud" = "${terraformProvider.path}" }`;
    writeFileSync(join(folder, 'rc'), `provider_installation {\n  ${override}\n  direct {}\n}\n`);
    writeFileSync(join(folder, 'main.tf'), readFileSync(source('main.tf')));
    const variables = {
      TF_CLI_CONFIG_FILE: join(folder, 'rc'),
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    };
    const tf = (...words: string[]) =>
      run(terraform.path ?? '', [...words, '-no-color', '-input=false'], {
        environment: { ...environment(), ...variables },
        folder,
      });
    /** The exit code of a plan that would change something is 2. */
    const applied = async (...words: string[]) => {
      await tf('apply', '-auto-approve', ...words);
      await tf('plan', '-detailed-exitcode', ...words);
    };
    await applied();
    const changes = ['-var=server_type=cx33', '-var=volume_size=20'];
    await applied(...changes);
    await tf('destroy', '-auto-approve', ...changes);
    await expectRecorded('T');
  });
});
