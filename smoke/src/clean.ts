/** Leaves nothing of a trial behind, and proves it by listing. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openLabelCleaner, type ProjectObject } from '@seca-hetzner/provider-hetzner/reconcilers';
import { isInUse, waitUntil } from '@seca-hetzner/scripts';
import type { Evidence, TrialRecord } from './evidence.js';
import { RUN_LABEL } from './gate/gate.js';

const USER_AGENT = 'seca-hetzner-gateway/smoke';
/** What was sent just before the end of a trial may still come about. */
const ECHO_MS = 5_000;
const STACK_END_LIMIT_MS = 60_000;

export const stackFolder = (folder: string): string => join(folder, 'stack');

/** What there is in the project that carries a label of any trial, or of an installation. */
export async function findOurs(endpoint: string, token: string): Promise<ProjectObject[]> {
  const found: ProjectObject[] = [];
  for (const labelSelector of [RUN_LABEL, 'seca.installation']) {
    const cleaner = openLabelCleaner({ endpoint, token, labelSelector, userAgent: USER_AGENT });
    try {
      found.push(...(await cleaner.list()));
    } finally {
      await cleaner.close();
    }
  }
  return found;
}

export interface CleanOptions {
  record: Pick<TrialRecord, 'endpoint' | 'run'>;
  token: string;
  evidence: Evidence;
  /** The trial was ended from outside, and parts of it may still be ending. */
  wasCutOff: boolean;
}

/** Removes what carries the label of the trial, and its stack's data; gives what is left when listed again. */
export async function cleanUp({
  record,
  token,
  evidence,
  wasCutOff,
}: CleanOptions): Promise<ProjectObject[]> {
  const data = stackFolder(evidence.folder);
  if (wasCutOff) {
    const hasEnded = await waitUntil(async () => !(await isInUse(data)), {
      limitMs: STACK_END_LIMIT_MS,
      everyMs: 200,
    });
    if (!hasEnded) throw new Error(`something of the trial still works on ${data}`);
  }
  const cleaner = openLabelCleaner({
    endpoint: record.endpoint,
    token,
    labelSelector: `${RUN_LABEL}=${record.run}`,
    userAgent: USER_AGENT,
  });
  const onFault = ({ objectType, id }: ProjectObject, message: string): void =>
    evidence.note('clean-up', { fault: message, object: `${objectType} ${id}` });
  try {
    evidence.note('clean-up', {
      found: (await cleaner.list()).map(({ objectType, id }) => `${objectType} ${id}`),
    });
    let left = await cleaner.removeAll(onFault);
    if (wasCutOff) {
      await delay(ECHO_MS);
      left = await cleaner.removeAll(onFault);
    }
    evidence.note('clean-up', { left: left.map(({ objectType, id }) => `${objectType} ${id}`) });
    if (existsSync(data)) rmSync(data, { recursive: true });
    return left;
  } finally {
    await cleaner.close();
  }
}
