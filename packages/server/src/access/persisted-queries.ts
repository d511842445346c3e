import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Queries by their id, `sha256:` and the hash of their text in hex. */
export type PersistedQueries = ReadonlyMap<string, string>;

/** The queries that the console was built with; `npm run codegen` in packages/web writes them. */
const FILE = fileURLToPath(
  new URL('../../../../web/src/api/generated/persisted-documents.json', import.meta.url),
);

/** None where the console is not installed beside the server. */
export function loadPersistedQueries(file = FILE): PersistedQueries {
  if (!existsSync(file)) return new Map();
  const texts: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(texts));
}
