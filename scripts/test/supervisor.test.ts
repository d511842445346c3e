import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '../src/wait.js';
import { FakeStack } from './fake-stack.js';
import { ended, isAlive } from './processes.js';

const EMBEDDED = { DATABASE_URL: undefined };

let stack: FakeStack;
beforeEach(async () => {
  stack = await FakeStack.make();
});
afterEach(() => stack.remove());

function publicKeys() {
  return createLocalJWKSet(JSON.parse(readFileSync(join(stack.dataDir, 'issuer.jwks.json'), 'utf8')));
}

describe('a start', () => {
  test('ends with endpoints.json, which only we can read, and with what a person needs', async () => {
    const run = stack.start(EMBEDDED);
    await run.ready();
    const gateway = `http://127.0.0.1:${stack.port('GATEWAY_PORT')}`;
    const admin = `http://127.0.0.1:${stack.port('ADMIN_PORT')}`;
    const endpoints = stack.endpoints();
    expect(endpoints).toEqual({
      gateway,
      region: `${gateway}/providers/seca.region`,
      authorization: `${gateway}/providers/seca.authorization`,
      admin: `${admin}/graphql`,
      console: `${admin}/`,
      simulator: `http://127.0.0.1:${stack.port('SIMULATOR_PORT')}/v1`,
      tenant: 'demo',
      regionName: 'eu-central',
      token: expect.any(String),
      adminToken: expect.any(String),
      hcloudToken: expect.stringMatching(/^\w{64}$/),
    });
    expect(statSync(join(stack.dataDir, 'endpoints.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(stack.dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    const { payload } = await jwtVerify(endpoints.token, publicKeys(), { issuer: 'urn:seca-hetzner:local' });
    expect(payload).toMatchObject({ sub: 'demo-admin', tenants: ['demo'], aud: 'seca' });
    for (const shown of [gateway, admin, endpoints.token, endpoints.adminToken, 'curl']) {
      expect(run.output()).toContain(shown);
    }
  });

  test('keeps its secrets over a second start', async () => {
    const first = stack.start();
    await first.ready();
    const { adminToken, hcloudToken } = stack.endpoints();
    first.supervisor.kill();
    await first.ended();
    await stack.start().ready();
    expect(stack.endpoints()).toMatchObject({ adminToken, hcloudToken });
  });

  test('gives each secret only to the processes that need it', async () => {
    await stack.start({ SOME_API_KEY: 'k', SECA_COMPATIBILITY: 'spec' }).ready();
    expect(stack.told('gateway')?.env).toMatchObject({ SECA_COMPATIBILITY: 'spec', PARENT_WATCH: '1' });
    expect(stack.told('seed')?.env).toMatchObject({ SEED_TENANT: 'demo', HCLOUD_MODE: 'live' });
    expect(stack.told('worker')?.env).toHaveProperty('TOKEN_ENCRYPTION_KEY_FILE');
    for (const name of ['ADMIN_TOKEN', 'HCLOUD_TOKEN', 'TOKEN_ENCRYPTION_KEY_FILE', 'SOME_API_KEY']) {
      expect(stack.told('gateway')?.env).not.toHaveProperty(name);
    }
  });

  test('tells server and worker of the same endpoint for agents, on this machine', async () => {
    await stack.start().ready();
    const url = `https://127.0.0.1:${stack.port('AGENT_PORT')}`;
    for (const name of ['server', 'worker'] as const) {
      expect(stack.told(name)?.env).toMatchObject({ AGENT_PUBLIC_URL: url });
    }
    expect(stack.told('server')?.env).toHaveProperty('TOKEN_ENCRYPTION_KEY_FILE');
    expect(stack.told('gateway')?.env).not.toHaveProperty('AGENT_PUBLIC_URL');
  });

  test('plays the agents of simulated NAT VMs', async () => {
    await stack.start().ready();
    expect(stack.told('simulator')?.env).toMatchObject({ SIMULATOR_AGENTS: '1' });
  });

  test('with a token for Hetzner runs no simulator and binds in mode plan', async () => {
    const run = stack.start({ HCLOUD_TOKEN: 'real' });
    await run.ready();
    expect(stack.told('simulator')).toBe(undefined);
    expect(stack.told('seed')?.env).toMatchObject({ HCLOUD_TOKEN: 'real', HCLOUD_MODE: 'plan' });
    // No VM at Hetzner could reach this machine.
    expect(stack.told('worker')?.env).not.toHaveProperty('AGENT_PUBLIC_URL');
    expect(stack.endpoints()).toMatchObject({ simulator: null, hcloudToken: null });
    expect(run.output()).not.toContain('real');
  });
});

describe('a start that cannot be', () => {
  test('because of a busy port says so in one sentence', async () => {
    const other = createServer().listen(stack.port('ADMIN_PORT'), '127.0.0.1');
    const run = stack.start();
    expect(await run.ended()).toBe(1);
    expect(run.output().trim()).toBe(
      `Port ${stack.port('ADMIN_PORT')} is in use by another program; set ADMIN_PORT to another.`,
    );
    other.close();
  });

  test('because one runs already says so in one sentence', async () => {
    await stack.start().ready();
    const second = stack.start();
    expect(await second.ended()).toBe(1);
    expect(second.output().trim()).toBe(
      `A start on ${stack.dataDir} is running already; stop it, or set DATA_DIR to another folder.`,
    );
    expect(existsSync(join(stack.dataDir, 'endpoints.json'))).toBe(true);
  });

  test.each(['seed', 'worker'] as const)(
    'because of its %s shows the last lines and leaves nothing',
    async (name) => {
      const run = stack.start({ FAKE_FAILING: name });
      expect(await run.ended()).toBe(1);
      expect(run.output()).toContain(`${name} ended with code 3; its last lines:`);
      expect(run.output()).toContain('the moon is not in its place');
      expect(stack.running()).toEqual([]);
      expect(existsSync(join(stack.dataDir, 'endpoints.json'))).toBe(false);
    },
  );
});

describe('a stop', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s ends everything', async (signal) => {
    await stack.putDatabase();
    const run = stack.start(EMBEDDED);
    await run.ready();
    const { pid } = stack.postgres();
    run.supervisor.kill(signal);
    expect(await run.ended()).toBe(0);
    expect(stack.running()).toEqual([]);
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(stack.dataDir, 'endpoints.json'))).toBe(false);
  });

  test('takes less than five seconds although every process ignores it', async () => {
    await stack.putDatabase();
    const run = stack.start({ ...EMBEDDED, FAKE_STUBBORN: 'simulator,gateway,server,worker' });
    await run.ready();
    const begin = performance.now();
    run.supervisor.kill('SIGTERM');
    expect(await run.ended()).toBe(0);
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(stack.running()).toEqual([]);
  });

  test.each(['seed', 'worker'] as const)('while it waits for the %s ends everything', async (name) => {
    const run = stack.start({ FAKE_ENDLESS: name });
    await waitUntil(() => isAlive(stack.pid(name)), { limitMs: 20_000 });
    run.supervisor.kill('SIGTERM');
    expect(await run.ended()).toBe(0);
    expect(stack.running()).toEqual([]);
  });
});

describe('while it runs', () => {
  test('a process that is killed is started again', async () => {
    const run = stack.start();
    await run.ready();
    const before = stack.pid('worker');
    process.kill(before, 'SIGKILL');
    const isBack = () => stack.pid('worker') !== before && run.output().includes('worker is ready again');
    expect(await waitUntil(isBack, { limitMs: 20_000 })).toBe(true);
    expect(run.output()).toContain('worker has ended by itself; it is started again in 0.25 s');
  });

  test('PostgreSQL, when it is killed, is back where it was', async () => {
    await stack.putDatabase();
    await stack.start(EMBEDDED).ready();
    const before = stack.postgres();
    process.kill(before.pid, 'SIGKILL');
    const again = await waitUntil(
      () => {
        const now = stack.postgres();
        return now.pid !== before.pid && now.port > 0 && now;
      },
      { limitMs: 20_000 },
    );
    expect(again?.port).toBe(before.port);
  });
});

describe('after a kill -9 of the supervisor', () => {
  test('everything ends by itself', async () => {
    await stack.putDatabase();
    const run = stack.start(EMBEDDED);
    await run.ready();
    const { pid } = stack.postgres();
    run.supervisor.kill('SIGKILL');
    expect(await waitUntil(() => stack.running().length === 0, { limitMs: 20_000 })).toBe(true);
    await ended(pid);
  });

  test('a start right away takes over', async () => {
    await stack.putDatabase();
    const run = stack.start(EMBEDDED);
    await run.ready();
    const { adminToken } = stack.endpoints();
    run.supervisor.kill('SIGKILL');
    await run.ended();
    await stack.start(EMBEDDED).ready();
    expect(stack.endpoints().adminToken).toBe(adminToken);
  });
});

test('a token can be had for any tenant and subject', async () => {
  await stack.start().ready();
  const command = fileURLToPath(new URL('../src/token.js', import.meta.url));
  const token = execFileSync(
    process.execPath,
    [command, '--tenant', 'other', '--sub', 'someone', '--expires', '2h'],
    {
      env: { DATA_DIR: stack.dataDir },
      encoding: 'utf8',
    },
  );
  const { payload } = await jwtVerify(token.trim(), publicKeys(), { audience: 'seca' });
  expect(payload).toMatchObject({ sub: 'someone', tenants: ['other'] });
});
