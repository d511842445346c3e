import {
  getConnection,
  setConnectionMode,
  type Domain,
  type OperatorCaller,
  type TokenCipher,
} from '@seca-hetzner/domain';
import { openProjectCleaner, type ProjectObject } from '@seca-hetzner/provider-hetzner/reconcilers';

const caller: OperatorCaller = { type: 'operator', subject: 'cleanup', role: 'admin', source: 'admin' };

export interface CleanUpOptions {
  domain: Domain;
  cipher: TokenCipher;
  connectionId: string;
  /** Whether what is found is removed, too. */
  isConfirmed: boolean;
  userAgent: string;
  /** Told line by line what is there and what becomes of it. */
  say: (line: string) => void;
}

/**
 * Lists everything of this installation in the project of a connection, by label, and removes it if that is confirmed:
 * the connection is set to mode `plan` first, so that no worker makes anything anew. Tells whether nothing is left, by
 * listing again. Throws `NotFoundError` and `ConflictError`.
 */
export async function cleanUp({
  domain,
  cipher,
  connectionId,
  isConfirmed,
  userAgent,
  say,
}: CleanUpOptions): Promise<boolean> {
  const { manager } = domain.dataSource;
  const connection = await getConnection(manager, caller, connectionId);
  const cleaner = await openProjectCleaner({ domain, cipher, connection, userAgent });
  try {
    const found = await cleaner.list();
    for (const object of found) say(textOf(object));
    say(`${found.length} found in the project of connection ${connection.name}`);
    if (!isConfirmed || found.length === 0) return found.length === 0;
    if (!connection.abandonedAt) await setConnectionMode(domain, caller, connectionId, 'plan');
    const left = await cleaner.removeAll((object, message) => say(`${textOf(object)}: ${message}`));
    for (const object of left) say(`left: ${textOf(object)}`);
    say(`${left.length} left`);
    return left.length === 0;
  } finally {
    await cleaner.close();
  }
}

function textOf({ objectType, id, name }: ProjectObject): string {
  return `${objectType} ${id} ${name}`;
}
