import { ApiError } from '../api/errors.js';
import type { ServerRecord } from './server.record.js';

/** Source: API description, `server_not_stopped`. */
export function assertStopped({ status }: ServerRecord): void {
  if (status !== 'off') throw new ApiError('server_not_stopped', 'server must be powered off');
}
