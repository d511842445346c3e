/** What the command was told, checked before anything is touched. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Why nothing is done, in one sentence for the caller. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export const PARTS = ['contract', 'main-job', 'bets'] as const;
export type Part = (typeof PARTS)[number];

/** A trial that is to be made. */
export interface TrialOrder {
  readonly what: 'trial';
  /** With the version, without a slash at its end. */
  readonly endpoint: string;
  readonly token: string;
  /** Net. */
  readonly capEur: number;
  readonly expiresAt: Date;
  /** Where the evidence goes; a new folder. */
  readonly folder: string;
  readonly parts: readonly Part[];
  /** How long a guest may take to show what it found. */
  readonly guestWaitMs: number;
}

/** What a trial has left behind is to be removed. */
export interface CleanOrder {
  readonly what: 'clean';
  readonly token: string;
  /** The evidence of that trial. */
  readonly folder: string;
}

const HETZNER = 'https://api.hetzner.cloud/v1';
const LONGEST_HOURS = 24;
const MS_PER_HOUR = 3_600_000;

const options = {
  'approve-costs': { type: 'boolean', default: false },
  'cap-eur': { type: 'string' },
  'expires-in-hours': { type: 'string' },
  endpoint: { type: 'string', default: HETZNER },
  evidence: { type: 'string' },
  parts: { type: 'string', default: PARTS.join(',') },
  'guest-wait-seconds': { type: 'string', default: '420' },
  clean: { type: 'string' },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `Refusal`. `folder` is where evidence goes by default. */
export function readOrder(
  args: string[],
  environment: Environment,
  { now, folder }: { now: Date; folder: string },
): TrialOrder | CleanOrder {
  if (isTrue(environment['CI']))
    refuse('This is never done in CI: it costs money, and a person has to approve it.');
  const values = valuesOf(args);
  if (values.clean !== undefined)
    return { what: 'clean', folder: resolve(values.clean), token: tokenFrom(environment) };
  if (!values['approve-costs'])
    refuse('This makes servers that cost money, so it needs your approval: --approve-costs.');
  const capEur = Number(values['cap-eur']);
  if (!(capEur > 0)) refuse('It needs a cap, the most that may be spent, in euros: --cap-eur 1.');
  const hours = Number(values['expires-in-hours']);
  if (!(hours > 0 && hours <= LONGEST_HOURS))
    refuse(`It needs an expiry within ${LONGEST_HOURS} hours: --expires-in-hours 2.`);
  const endpoint = endpointFrom(values.endpoint);
  return {
    what: 'trial',
    endpoint,
    token: tokenFrom(environment),
    capEur,
    expiresAt: new Date(now.getTime() + hours * MS_PER_HOUR),
    folder: resolve(values.evidence ?? join(folder, now.toISOString().replaceAll(':', ''))),
    parts: partsFrom(values.parts),
    guestWaitMs: Number(values['guest-wait-seconds']) * 1_000,
  };
}

function valuesOf(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch {
    // What node says of it may hold what was written there by mistake.
    return refuse(
      `It takes only ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(', ')}.`,
    );
  }
}

function tokenFrom(environment: Environment): string {
  const path = environment['HCLOUD_TOKEN_FILE'];
  const token = (path ? readFileSync(path, 'utf8') : environment['HCLOUD_TOKEN'])?.trim();
  return (
    token ||
    refuse(
      'It needs the token of an empty project, in HCLOUD_TOKEN or in a file that HCLOUD_TOKEN_FILE names.',
    )
  );
}

/** The token would be read by others on any other way. */
function endpointFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : refuse('--endpoint is no URL.');
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !isHere) refuse('The endpoint has to be https, or on this machine.');
  return text.replace(/\/+$/, '');
}

function partsFrom(text: string): Part[] {
  const wanted = text.split(',');
  if (!wanted.every((part) => PARTS.some((known) => known === part)))
    refuse(`--parts takes any of ${PARTS.join(',')}.`);
  return PARTS.filter((part) => wanted.includes(part));
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && !['', '0', 'false'].includes(text);
}

function refuse(why: string): never {
  throw new Refusal(why);
}
