import { ApiError } from './errors.js';
import type { Operation } from './operation.js';

/** What a method and a path lead to. */
export type Match =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly id: number;
      readonly actionId: number;
    }
  | { readonly kind: 'refused'; readonly template: string; readonly error: ApiError };

/** Operations that the API has and the simulator has not, and why not. */
export interface Unmodelled {
  /** As in the API description; `*` stands for anything below. */
  readonly template: string;
  readonly reason: string;
}

/** Operations that the API had and answers 410 for, with the announcement of their end. */
export interface Removed {
  readonly template: string;
  readonly announcement: string;
}

/**
 * Finds the operation of a request. A literal segment goes before a placeholder, so `/servers/actions` is not
 * taken for a server.
 */
export class Router {
  private readonly operations: readonly Operation[];

  constructor(
    operations: readonly Operation[],
    private readonly unmodelled: readonly Unmodelled[],
    private readonly removed: readonly Removed[],
  ) {
    this.operations = operations.toSorted((a, b) => placeholders(a.template) - placeholders(b.template));
  }

  match(method: string, path: string): Match {
    const segments = path.split('/').slice(1);
    const sameTemplate = this.operations.filter(({ template }) => fits(template, segments));
    const operation = sameTemplate.find((candidate) => candidate.method === method);
    if (operation !== undefined) return toMatch(operation, segments);
    const removed = this.removed.find(({ template }) => fits(template, segments));
    if (removed !== undefined) return refuse(removed.template, removedError(removed));
    const [other] = sameTemplate;
    if (other !== undefined) return refuse(other.template, methodNotAllowed(method));
    const unmodelled = this.unmodelled.find(({ template }) => fits(template, segments));
    if (unmodelled !== undefined) {
      return refuse(unmodelled.template, notModelled(method, path, unmodelled.reason));
    }
    return refuse(path, new ApiError('not_found', `path ${path} not found`));
  }
}

function placeholders(template: string): number {
  return template.split('{').length - 1;
}

function fits(template: string, segments: readonly string[]): boolean {
  const wanted = template.split('/').slice(1);
  if (wanted.at(-1) === '*') {
    const fixed = wanted.slice(0, -1);
    return segments.length >= fixed.length && fixed.every((part, at) => fitsSegment(part, segments[at]));
  }
  return wanted.length === segments.length && wanted.every((part, at) => fitsSegment(part, segments[at]));
}

function fitsSegment(part: string, segment: string | undefined): boolean {
  return part.startsWith('{') ? segment !== '' : part === segment;
}

function toMatch(operation: Operation, segments: readonly string[]): Match {
  const ids: Record<string, number> = {};
  operation.template
    .split('/')
    .slice(1)
    .forEach((part, at) => {
      if (part.startsWith('{')) ids[part] = Number(segments[at]);
    });
  const unusable = Object.values(ids).some((id) => !Number.isSafeInteger(id) || id < 0);
  if (unusable) return refuse(operation.template, new ApiError('not_found', 'ID must be a positive integer'));
  return { kind: 'operation', operation, id: ids['{id}'] ?? 0, actionId: ids['{action_id}'] ?? 0 };
}

function refuse(template: string, error: ApiError): Match {
  return { kind: 'refused', template, error };
}

function methodNotAllowed(method: string): ApiError {
  return new ApiError('method_not_allowed', `method ${method} is not allowed`);
}

function notModelled(method: string, path: string, reason: string): ApiError {
  return new ApiError('not_modelled', `the simulator does not model ${method} ${path}: ${reason}`);
}

function removedError({ announcement }: Removed): ApiError {
  return new ApiError('deprecated_api_endpoint', 'API functionality was removed', { announcement });
}
