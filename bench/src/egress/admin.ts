import type { Endpoints } from '@seca-hetzner/scripts';

/** Asks the admin API; throws its errors. */
export async function askAdmin<Answer>({ admin, adminToken }: Endpoints, query: string): Promise<Answer> {
  const response = await fetch(admin, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: Answer; errors?: unknown };
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
}
