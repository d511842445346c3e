/** What is done past the console: by a SECA client, by a script, at Hetzner, and by whoever lets the simulator fail. */
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

/** Declares something; `path` starts at the provider, `seca.network/v1/tenants/…`. */
export async function put(
  { gateway, token }: Endpoints,
  path: string,
  spec: object,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  await send('PUT', `${gateway}/providers/${path}`, token, { labels, spec });
}

export async function post({ gateway, token }: Endpoints, path: string): Promise<void> {
  await send('POST', `${gateway}/providers/${path}`, token);
}

/** Asks the admin API as administrator; gives `data`. */
export async function ask<Data>({ admin, adminToken }: Endpoints, query: string): Promise<Data> {
  const { data, errors } = (await send('POST', admin, adminToken, { query })) as {
    data?: Data;
    errors?: unknown;
  };
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
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
