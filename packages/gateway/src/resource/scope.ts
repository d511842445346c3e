import type { Request, Response } from 'express';
import {
  InvalidRequestError,
  kinds,
  type Kind,
  type ResourceIdentity,
  type Scope,
} from '@seca-hetzner/domain';
import { regionOf } from '../middleware/request-context.js';

/** Where a request's collection hangs, by its path. The region is the endpoint's. */
export function scopeOf(request: Request, response: Response): Scope {
  return {
    tenant: pathParameter(request, 'tenant'),
    region: regionOf(response),
    workspace: pathParameter(request, 'workspace'),
    network: pathParameter(request, 'network'),
  };
}

/** What a request's path names. */
export function identityOf<K extends Kind>(
  request: Request,
  response: Response,
  kind: K,
): ResourceIdentity<K> {
  const { tenant, region, workspace, network } = scopeOf(request, response);
  const { level, isRegional } = kinds[kind];
  return {
    tenant,
    region: isRegional ? region : '',
    workspace: level === 'tenant' ? '' : workspace,
    network: level === 'network' ? network : '',
    kind,
    name: pathParameter(request, 'name'),
  };
}

/** A name in a request's path; text that no column can hold is refused. */
export function pathParameter(request: Request, name: string): string {
  const value = request.params[name] ?? '';
  if (typeof value === 'string' && !value.includes('\0') && value.isWellFormed()) return value;
  throw new InvalidRequestError('the path has a character that no name can have');
}
