/** What happens beside the console: a SECA client, a script at the admin API, somebody with the project's token. */
import type { Endpoints, Stack } from '@seca-hetzner/scripts';
import { expect } from '@playwright/test';

export const SHOP = 'tenants/demo/workspaces/shop';

/** Sends a SECA request; `path` is below `/providers`. */
export async function seca(
  { gateway, token }: Endpoints,
  method: 'PUT' | 'DELETE',
  path: string,
  document?: object,
): Promise<void> {
  const response = await fetch(`${gateway}/providers/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(document ? { body: JSON.stringify(document) } : {}),
  });
  expect(response.ok, `${method} ${path}: ${response.status} ${await response.text()}`).toBe(true);
}

/** Asks the admin API; a refusal fails the story. */
export async function admin<Data>(
  { admin: url, adminToken }: Endpoints,
  query: string,
  variables: object = {},
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] };
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
  const made = await admin<{ createApiToken: { secret: string } }>(
    endpoints,
    `mutation ($name: String!, $role: OperatorRole!, $tenant: String) {
       createApiToken(name: $name, role: $role, tenant: $tenant) { secret }
     }`,
    { name, role, tenant },
  );
  return made.createApiToken.secret;
}

/** Past us, with the project's token. */
export async function hetzner(
  { endpoints }: Stack,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${endpoints.simulator}${path}`, {
    method,
    headers: { authorization: `Bearer ${endpoints.hcloudToken}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.status === 204 ? undefined : response.json();
}

/** The id of the server that is a gateway's NAT VM. */
export async function natVmOf(stack: Stack): Promise<number | undefined> {
  const path = '/servers?label_selector=seca.role%3Dnat-vm';
  const { servers } = (await hetzner(stack, 'GET', path)) as { servers: { id: number }[] };
  return servers[0]?.id;
}

/** Breaks or mends something inside a machine of the simulator. */
export async function setGuest(
  { control }: Stack,
  server: number | undefined,
  faults: object,
): Promise<void> {
  const response = await fetch(`${control}/servers/${server}/guest`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  expect(response.ok).toBe(true);
}
