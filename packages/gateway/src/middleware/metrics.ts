import type { RequestHandler } from 'express';
import { Histogram, type Registry } from '@seca-hetzner/domain/runtime';

const BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times every request, by method, kind of path and status. */
export function requestMetrics(registry: Registry): RequestHandler {
  const durations = new Histogram({
    name: 'seca_request_duration_seconds',
    help: 'Requests by method, collection and status.',
    labelNames: ['method', 'collection', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return (request, response, next) => {
    const stop = durations.startTimer();
    response.once('finish', () => {
      stop({ method: request.method, collection: collectionOf(request.path), status: response.statusCode });
    });
    next();
  };
}

/** The words of a path without the names in it, so that the number of series is bounded. */
function collectionOf(path: string): string {
  const words = path.split('/').filter((word) => COLLECTIONS.has(word));
  return words.at(-1) ?? 'other';
}

const COLLECTIONS = new Set([
  'regions',
  'workspaces',
  'networks',
  'internet-gateways',
  'route-tables',
  'subnets',
  'nics',
  'block-storages',
  'instances',
  'skus',
  'roles',
  'role-assignments',
]);
