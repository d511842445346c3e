import type { Handler } from './call.js';
import { WriteRefusedError } from './errors.js';

/** What a connection may be used for: `plan` to look, `live` for everything. */
export type ConnectionMode = 'plan' | 'live';

/** The outermost link: in `plan`, a write is refused before it costs or asks for anything. */
export function obeyingMode(mode: ConnectionMode, next: Handler): Handler {
  return async (call) => {
    if (call.isWrite && mode !== 'live') throw new WriteRefusedError(call.target, call.operation);
    return next(call);
  };
}
