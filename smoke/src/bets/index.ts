import type { Gate } from '../gate/gate.js';
import { withTable, type BetOutcome } from './bet.js';
import { lookUpBet } from './look-up.js';
import { privateServerBets } from './private-server.js';
import { openQuestions } from './questions.js';

export type { BetOutcome, Verdict } from './bet.js';

export interface BetOptions {
  run: string;
  guestWaitMs: number;
  signal: AbortSignal;
  /** Told of each as soon as it is known. */
  onOutcome: (outcome: BetOutcome) => void;
}

/** What our design takes for granted and only the real cloud can show, as far as its API shows it. */
export function runBets(gate: Pick<Gate, 'url' | 'token'>, options: BetOptions): Promise<BetOutcome[]> {
  return withTable(gate, options, async (table) => {
    const outcomes: BetOutcome[] = [];
    const bets = [
      async () => [await lookUpBet(table)],
      () => openQuestions(table),
      () => privateServerBets(table, options.guestWaitMs),
    ];
    for (const bet of bets) {
      const seen = await bet();
      seen.forEach(options.onOutcome);
      outcomes.push(...seen);
    }
    return outcomes;
  });
}
