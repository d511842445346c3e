/** What happens beside the console: by a SECA client, by a script at the admin API. */
import type { Endpoints } from '@seca-hetzner/scripts';
import { expect } from '@playwright/test';

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
