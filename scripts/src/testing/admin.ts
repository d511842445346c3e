import type { Endpoints } from '../supervisor/endpoints.js';

/** Asks the admin API; rejects with its errors. */
export function adminClient({ admin, adminToken }: Pick<Endpoints, 'admin' | 'adminToken'>) {
  return async <T>(query: string, variables: object = {}): Promise<T> => {
    const response = await fetch(admin, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
    if (errors !== undefined || !data) throw new Error(JSON.stringify(errors));
    return data;
  };
}
