import type { DataSource } from 'typeorm';
import { refuseFaults, type Fault } from '../errors.js';

/** What an operator asks for with mode `smoke`: what may be spent, net, and until when. */
export interface SmokeTerms {
  capEur: number;
  expiresAt: Date;
}

/** Longer than any trial; what is forgotten after it costs no more than a day. */
const LONGEST_MS = 24 * 3_600_000;

/** Throws `ValidationError` for terms that are none. */
export function refuseBadTerms({ capEur, expiresAt }: SmokeTerms, now: Date): void {
  const faults: Fault[] = [];
  const leftMs = expiresAt.getTime() - now.getTime();
  if (!(capEur > 0)) faults.push({ pointer: '/capEur', message: 'the cap has to be more than 0' });
  if (!(leftMs > 0 && leftMs <= LONGEST_MS))
    faults.push({ pointer: '/expiresAt', message: 'the expiry has to be within the next 24 hours' });
  refuseFaults(faults);
}

/** Takes an amount off what may be spent; a negative one gives it back. Tells whether there was as much left. */
export async function spendSmoke(
  dataSource: DataSource,
  connectionId: string,
  eur: number,
): Promise<boolean> {
  const [, changed]: [unknown, number] = await dataSource.query(
    `UPDATE provider_connection SET smoke_spent_eur = greatest(0, smoke_spent_eur + $2)
      WHERE id = $1 AND mode = 'smoke' AND smoke_spent_eur + $2 <= smoke_cap_eur`,
    [connectionId, eur],
  );
  return changed === 1;
}
