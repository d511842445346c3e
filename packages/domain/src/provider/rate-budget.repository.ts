import type { DataSource } from 'typeorm';

/** Hetzner counts 3,600 calls per hour and project unless it says otherwise. */
const DEFAULT_HOURLY_LIMIT = 3_600;
const MS_PER_HOUR = 3_600_000;

/**
 * Takes up to `wanted` calls off a project's budget, but leaves `reserve` untouched; returns how many were
 * granted, 0 when none are free. The budget refills continuously. Source: Hetzner Cloud API, "Rate limiting".
 */
export async function takeCalls(
  dataSource: DataSource,
  connectionId: string,
  wanted: number,
  reserve: number,
): Promise<number> {
  await dataSource.query(
    `INSERT INTO rate_budget (connection_id, hourly_limit, remaining, counted_at)
     VALUES ($1, $2::int, $2::int, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [connectionId, DEFAULT_HOURLY_LIMIT],
  );
  const [rows]: [{ granted: number }[], number] = await dataSource.query(
    `WITH budget AS (
       SELECT connection_id,
              least(hourly_limit, remaining
                + extract(epoch FROM clock_timestamp() - counted_at) * 1000 * hourly_limit / $4) AS available
         FROM rate_budget WHERE connection_id = $1 FOR UPDATE
     ), grant_ AS (
       SELECT connection_id, available, greatest(0, least($2, floor(available - $3)))::int AS granted FROM budget
     )
     UPDATE rate_budget SET remaining = grant_.available - grant_.granted, counted_at = clock_timestamp()
       FROM grant_ WHERE rate_budget.connection_id = grant_.connection_id
     RETURNING grant_.granted`,
    [connectionId, wanted, reserve, MS_PER_HOUR],
  );
  return rows[0]?.granted ?? 0;
}

/** What the provider itself said of the budget; it knows of calls that others made with the same project. */
export interface ReportedBudget {
  /** Calls per hour; `undefined` when the answer did not say. */
  limit: number | undefined;
  remaining: number;
}

/** What the two counts may differ by, since one is in whole calls and the other was taken a moment later. */
const TOLERANCE = 2;

/** What is left now, by the refill since it was counted; `$2` are the ms of an hour. */
const AVAILABLE = `least(hourly_limit, remaining
  + extract(epoch FROM clock_timestamp() - counted_at) * 1000 * hourly_limit / $2)`;

/** Others' calls, each counting for less the longer ago it was: after an hour for a third. */
const OTHERS = `others_calls * exp(-extract(epoch FROM clock_timestamp() - others_counted_at) * 1000 / $2)`;

/**
 * Steers the budget by the provider's own count; `handedOut` are calls granted here and not yet made. What the provider
 * counts beyond our calls was made by others.
 */
export async function correctBudget(
  dataSource: DataSource,
  connectionId: string,
  { limit, remaining }: ReportedBudget,
  handedOut: number,
): Promise<void> {
  await dataSource.query(
    `UPDATE rate_budget
        SET hourly_limit = coalesce($3::int, hourly_limit), remaining = least(${AVAILABLE}, $4),
            counted_at = clock_timestamp(),
            others_calls = CASE WHEN hourly_limit = coalesce($3::int, hourly_limit) THEN ${OTHERS} + greatest(0, ${AVAILABLE} - $4) ELSE 0 END,
            others_counted_at = clock_timestamp()
      WHERE connection_id = $1 AND (hourly_limit <> $3::int OR ${AVAILABLE} > $4 + ${TOLERANCE})`,
    [connectionId, MS_PER_HOUR, limit ?? null, Math.max(0, remaining - handedOut)],
  );
}

/** What is known of a project's calls. */
export interface BudgetState {
  /** Calls left now. */
  remaining: number;
  hourlyLimit: number;
  /** Calls of about the last hour that others made with tokens of the project. */
  usedByOthers: number;
}

/** For metrics and the console; `undefined` before the first call. */
export async function readBudget(
  dataSource: Pick<DataSource, 'query'>,
  connectionId: string,
): Promise<BudgetState | undefined> {
  const [row]: BudgetState[] = await dataSource.query(
    `SELECT (${AVAILABLE})::float AS remaining, hourly_limit AS "hourlyLimit", (${OTHERS})::float AS "usedByOthers"
       FROM rate_budget WHERE connection_id = $1`,
    [connectionId, MS_PER_HOUR],
  );
  return row;
}

/** Whether others take so many of a project's calls that it has to be said: a quarter of them. */
export function isEatenByOthers({ usedByOthers, hourlyLimit }: BudgetState): boolean {
  return usedByOthers > hourlyLimit / 4;
}
