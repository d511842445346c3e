import autocannon from 'autocannon';

/** More than a pool has connections, so that neither side ever waits for work. */
const CONNECTIONS = 32;

export interface Target {
  url: string;
  headers?: Record<string, string>;
}

export interface LoadResult {
  requestsPerSecond: number;
  /** In ms. */
  p50: number;
  p99: number;
}

/** Loads one address over and over, for `seconds` or `amount` requests. Rejects unless every answer is a 200. */
export async function load(
  { url, headers = {} }: Target,
  extent: { seconds: number } | { amount: number },
): Promise<LoadResult> {
  const result = await autocannon({
    url,
    headers,
    connections: CONNECTIONS,
    ...('seconds' in extent ? { duration: extent.seconds } : { amount: extent.amount }),
  });
  const { errors, timeouts, non2xx, latency, duration } = result;
  if (errors + timeouts + non2xx > 0) {
    throw new Error(`${url}: ${errors} errors, ${timeouts} timeouts, ${non2xx} refusals`);
  }
  const answered = result.requests.total;
  return { requestsPerSecond: Math.round(answered / duration), p50: latency.p50, p99: latency.p99 };
}
