import { monthlyPriceOfCall, type SmokeOffers } from '@seca-hetzner/provider-hetzner/rules';
import { isMaking, type GateCall } from './call.js';

const MS_PER_HOUR = 3_600_000;
/** A month is billed as so many hours at most. Source: Hetzner, "Cloud billing FAQ". */
const HOURS_PER_MONTH = 730;

/** What a trial makes; nothing else is let through, since it is neither priced nor removed. */
const MAKES = new Set([
  'POST /servers',
  'POST /servers/{id}/actions/create_image',
  'POST /volumes',
  'POST /primary_ips',
  'POST /networks',
  'POST /firewalls',
  'POST /ssh_keys',
  'POST /placement_groups',
]);
const IS_FREE = new Set(['POST /networks', 'POST /firewalls', 'POST /ssh_keys', 'POST /placement_groups']);
/** What makes an object dearer. */
const RAISES = new Set([
  'POST /servers/{id}/actions/change_type',
  'POST /servers/{id}/actions/enable_backup',
  'POST /volumes/{id}/actions/resize',
]);

export interface SpendingTerms {
  /** Net. */
  readonly capEur: number;
  readonly expiresAt: Date;
  readonly offers: SmokeOffers;
}

/** What may be spent, and what was: each object counts as if it lived until the expiry. */
export class Spending {
  spentEur = 0;
  #isOver = false;

  constructor(private readonly terms: SpendingTerms) {}

  /** Takes off what a call costs, 0 if nothing; or says why it must not be made. From then on nothing more is. */
  admit(call: GateCall): { eur: number } | { refusal: string } {
    const refusal = this.#isOver ? 'the trial is over' : undefined;
    if (!isMaking(call) && !RAISES.has(call.operation)) return { eur: 0 };
    const outcome = refusal === undefined ? this.#price(call) : { refusal };
    if ('refusal' in outcome) this.#isOver = true;
    else this.spentEur += outcome.eur;
    return outcome;
  }

  giveBack(eur: number): void {
    this.spentEur -= eur;
  }

  #price({ operation, body }: GateCall): { eur: number } | { refusal: string } {
    const { capEur, expiresAt, offers } = this.terms;
    const hours = Math.ceil((expiresAt.getTime() - Date.now()) / MS_PER_HOUR);
    if (hours <= 0) return { refusal: `the trial expired at ${expiresAt.toISOString()}` };
    if (!MAKES.has(operation) && !RAISES.has(operation))
      return { refusal: `${operation} is no part of a trial` };
    if (IS_FREE.has(operation)) return { eur: 0 };
    const price = monthlyPriceOfCall(operation, body, offers);
    if (price === undefined) return { refusal: `no price is known for ${operation}` };
    const eur = (price * hours) / HOURS_PER_MONTH;
    if (this.spentEur + eur > capEur)
      return { refusal: `the cap of ${capEur} EUR does not cover ${operation}` };
    return { eur };
  }
}
