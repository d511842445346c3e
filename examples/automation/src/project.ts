/** A Hetzner project under an API token: bound, given another token, unbound. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Ask } from './client.js';
import {
  BindDocument,
  ConnectionDocument,
  CreateTenantDocument,
  RotateDocument,
  TenantsDocument,
  UnbindDocument,
  type HealthFragment,
} from './generated/graphql.js';

export interface Project {
  /** Made where there is none of that name. */
  tenant: string;
  /** What its connection is called. */
  name: string;
  token: string;
}

/**
 * Binds a project as the one of its tenant; one that is bound already gets the token. Gives the connection's id, and
 * rejects with what to do where it is not connected.
 */
export async function bind(ask: Ask, { tenant, name, token }: Project): Promise<string> {
  const { tenants, providerConnections } = await ask(TenantsDocument, {});
  if (!tenants.some((each) => each.name === tenant)) await ask(CreateTenantDocument, { name: tenant });
  const known = providerConnections.find((each) => each.tenant === tenant && each.name === name);
  if (known) {
    await rotate(ask, known.id, token);
    return known.id;
  }
  const { bindProviderConnection } = await ask(BindDocument, { tenant, name, token });
  await connected(ask, bindProviderConnection);
  return bindProviderConnection.id;
}

/** Gives a connection another token of its project. Rejects as `bind` does. */
export async function rotate(ask: Ask, id: string, token: string): Promise<void> {
  const { rotateProviderToken } = await ask(RotateDocument, { id, token });
  await connected(ask, rotateProviderToken);
}

/** Unbinds a connection that nothing uses any more, once what is ours in the project is gone. */
export async function unbind(ask: Ask, id: string): Promise<void> {
  for (;;) {
    const { unbindProviderConnection: left } = await ask(UnbindDocument, { id });
    if (!left) return;
    await pause(500);
  }
}

async function connected(ask: Ask, found: HealthFragment): Promise<void> {
  let health = found;
  while (health.status === 'connecting') {
    await pause(500);
    health = (await ask(ConnectionDocument, { id: found.id })).providerConnection;
  }
  const { status, statusCode, remediation, nextStep } = health;
  if (status === 'connected') return;
  throw new Error(`${status} (${statusCode ?? ''}): ${remediation ?? ''} ${nextStep ?? ''}`);
}
