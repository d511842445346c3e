import type { Clock } from '../clock.js';

const HOUR_MS = 3_600_000;

export interface RateLimitState {
  readonly limit: number;
  readonly remaining: number;
  /** UNIX time in seconds when the bucket is full again. */
  readonly resetAt: number;
}

interface Bucket {
  limit: number;
  tokens: number;
  atMs: number;
}

/**
 * A token bucket per project, full at first, that refills evenly over the hour. Whoever has no project shares
 * one. Source: API description, "Rate Limiting".
 */
export class RateLimits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly clock: Clock,
    private readonly perHour: number,
  ) {}

  /** Takes one request out; undefined when there is none left. */
  take(project: string): RateLimitState | undefined {
    const bucket = this.refilled(project);
    if (bucket.tokens < 1) return undefined;
    bucket.tokens -= 1;
    return this.state(project);
  }

  state(project: string): RateLimitState {
    const { limit, tokens, atMs } = this.refilled(project);
    const missingMs = ((limit - tokens) / limit) * HOUR_MS;
    return { limit, remaining: Math.floor(tokens), resetAt: Math.ceil((atMs + missingMs) / 1_000) };
  }

  /** For tests: another limit, or as if another client had used requests up. */
  set(project: string, change: { readonly limit?: number; readonly remaining?: number }): void {
    const bucket = this.refilled(project);
    bucket.limit = change.limit ?? bucket.limit;
    bucket.tokens = Math.min(change.remaining ?? bucket.tokens, bucket.limit);
  }

  private refilled(project: string): Bucket {
    const nowMs = this.clock.nowMs();
    const bucket = this.buckets.get(project) ?? { limit: this.perHour, tokens: this.perHour, atMs: nowMs };
    const gained = ((nowMs - bucket.atMs) / HOUR_MS) * bucket.limit;
    bucket.tokens = Math.min(bucket.limit, bucket.tokens + gained);
    bucket.atMs = nowMs;
    this.buckets.set(project, bucket);
    return bucket;
  }
}
