/** What a trial did and saw, as lines of JSON, each written before anything else happens. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './order.js';

/** What has to be known of a trial to remove what it has made. */
export interface TrialRecord {
  /** Value of the label that everything made carries. */
  readonly run: string;
  readonly endpoint: string;
  readonly capEur: number;
  readonly expiresAt: string;
  readonly startedAt: string;
}

export type Kind = 'call' | 'refused' | 'part' | 'test' | 'main-job' | 'bet' | 'clean-up' | 'outcome';

export interface Evidence {
  readonly folder: string;
  note(kind: Kind, facts: object): void;
}

const recordOf = (folder: string): string => join(folder, 'trial.json');

/** Throws `Refusal` when the folder holds a trial already. */
export function beginEvidence(folder: string, record: TrialRecord): Evidence {
  if (existsSync(recordOf(folder)))
    throw new Refusal('The folder for the evidence holds that of another trial.');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(recordOf(folder), `${JSON.stringify(record, undefined, 2)}\n`);
  return evidenceIn(folder);
}

/** Throws `Refusal` when there is no trial in the folder. */
export function readRecord(folder: string): TrialRecord {
  if (!existsSync(recordOf(folder))) throw new Refusal('There is no evidence of a trial in that folder.');
  return JSON.parse(readFileSync(recordOf(folder), 'utf8')) as TrialRecord;
}

export function evidenceIn(folder: string): Evidence {
  const path = join(folder, 'evidence.jsonl');
  return {
    folder,
    note: (kind, facts) =>
      appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), kind, ...facts })}\n`),
  };
}
