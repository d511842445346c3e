import type { Request } from 'express';
import { invalidField } from '../api/errors.js';
import { isToken } from '../api/tokens.js';
import type { Simulator } from '../simulator.js';
import type { Project } from '../world/project.js';

/** The project that the path names by its token; it begins to exist if it was never seen. */
export function projectOf({ world }: Simulator, request: Request<{ token: string }>): Project {
  const { token } = request.params;
  if (!isToken(token)) throw invalidField('token', 'must have 64 letters and digits');
  return world.project(token);
}
