import { parseAllDocuments } from 'yaml';
import { InvalidRequestError, type Fault } from '@seca-hetzner/domain';

/** How often anchors may be used again: enough for common labels, too little to blow a small text up. */
const MOST_ALIASES = 100;

/**
 * The documents in a text of YAML, of which JSON is a part: one after the other, or in lists. Throws
 * `InvalidRequestError`, naming the line.
 */
export function parseDocuments(text: string): unknown[] {
  const faults: Fault[] = [];
  const found: unknown[] = [];
  for (const document of parseAllDocuments(text, { uniqueKeys: true })) {
    for (const { message } of document.errors) faults.push({ pointer: '', parameter: 'documents', message });
    if (document.errors.length > 0) continue;
    const value: unknown = valueOf(() => document.toJS({ maxAliasCount: MOST_ALIASES }));
    if (value !== null && value !== undefined) found.push(...(Array.isArray(value) ? value : [value]));
  }
  const [first] = faults;
  if (first) throw new InvalidRequestError(`documents: ${first.message}`, { faults });
  return JSON.parse(JSON.stringify(found, storable)) as unknown[];
}

/** Text that no column can hold is refused, however it was spelled. */
function storable(key: string, value: unknown): unknown {
  for (const text of [key, value]) {
    if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed())) {
      throw new InvalidRequestError('documents: the text has a character that cannot be stored');
    }
  }
  return value;
}

function valueOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (cause) {
    throw new InvalidRequestError('documents: too many aliases', { cause });
  }
}
