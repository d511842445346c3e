import type { RequestHandler } from 'express';
import { kinds } from '@seca-hetzner/domain';
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
    const begin = performance.now();
    response.once('finish', () => {
      durations.observe(
        { method: request.method, collection: collectionOf(request.path), status: response.statusCode },
        (performance.now() - begin) / 1_000,
      );
    });
    next();
  };
}

/** The words of a path without the names in it, so that the number of series is bounded. */
function collectionOf(path: string): string {
  return path.split('/').findLast((word) => COLLECTIONS.has(word)) ?? 'other';
}

const COLLECTIONS = new Set<string>([
  'regions',
  'skus',
  ...Object.values(kinds).map(({ collection }) => collection),
]);
