/** What happens beside the console: by a SECA client, by a script, at Hetzner, and by whoever lets the simulator fail. */
import { expect } from '@playwright/test';
import type { Endpoints, Stack } from '@seca-hetzner/scripts';

async function send(method: string, url: string, token: string | null, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  expect(response.ok, `${method} ${url}: ${response.status} ${text}`).toBe(true);
  return text === '' ? undefined : JSON.parse(text);
}

/** Sends a SECA request; `path` starts at the provider, `seca.network/v1/tenants/…`. */
export async function seca(
  { gateway, token }: Endpoints,
  method: 'PUT' | 'POST' | 'DELETE',
  path: string,
  document?: object,
): Promise<void> {
  await send(method, `${gateway}/providers/${path}`, token, document);
}

/** Declares something. */
export function put(
  endpoints: Endpoints,
  path: string,
  spec: object,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  return seca(endpoints, 'PUT', path, { labels, spec });
}

/** Asks the admin API as administrator; a refusal fails the story. */
export async function ask<Data>(
  { admin, adminToken }: Endpoints,
  query: string,
  variables: object = {},
): Promise<Data> {
  const { data, errors } = (await send('POST', admin, adminToken, { query, variables })) as {
    data: Data;
    errors?: { message: string }[];
  };
  expect(errors, query).toBeUndefined();
  return data;
}

/** Makes a token for the admin API. */
export async function makeToken(
  endpoints: Endpoints,
  name: string,
  role: 'viewer' | 'operator' | 'admin',
  tenant: string | null = null,
): Promise<string> {
  const made = await ask<{ createApiToken: { secret: string } }>(
    endpoints,
    `mutation ($name: String!, $role: OperatorRole!, $tenant: String) {
       createApiToken(name: $name, role: $role, tenant: $tenant) { secret }
     }`,
    { name, role, tenant },
  );
  return made.createApiToken.secret;
}

/** As somebody with the project's token, past us. */
export async function atHetzner<Answer>(
  { endpoints: { simulator, hcloudToken } }: Stack,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  return (await send(method, `${simulator}${path}`, hcloudToken, body)) as Answer;
}

/** Through the simulator's controls. */
export async function control(stack: Stack, method: string, path: string, body: object): Promise<void> {
  await send(method, `${stack.control}/${path}`, null, body);
}

/** A server of ours at Hetzner, by the role that its label tells. */
export async function findServer(stack: Stack, role: 'server' | 'nat-vm'): Promise<number | undefined> {
  const path = `/servers?label_selector=seca.role%3D${role}`;
  const { servers } = await atHetzner<{ servers: { id: number }[] }>(stack, 'GET', path);
  return servers[0]?.id;
}

/** Breaks or mends something inside a machine of the simulator. */
export function breakInside(stack: Stack, server: number | undefined, faults: object): Promise<void> {
  return control(stack, 'PUT', `servers/${server}/guest`, faults);
}

/** Waits until an instance has its way out, or until the hop that is in the way has `code`. */
export async function untilWayOut(
  { endpoints }: Stack,
  workspace: string,
  instance: string,
  code: string | null = null,
): Promise<void> {
  const where = `tenant: "demo", region: "eu-central", workspace: "${workspace}", instance: "${instance}"`;
  const seen = async () => {
    const { explainEgress } = await ask<{
      explainEgress: { isOpen: boolean; obstacle: { code: string | null } | null };
    }>(endpoints, `{ explainEgress(${where}) { isOpen obstacle { code } } }`);
    return explainEgress.isOpen ? null : (explainEgress.obstacle?.code ?? 'closed');
  };
  await expect.poll(seen, { timeout: 120_000, intervals: [250] }).toBe(code);
}
