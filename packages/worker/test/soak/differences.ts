import type { Asked } from './asked.js';
import type { Found } from './found.js';
import { wantedOf } from './wanted.js';

export interface Differences {
  /** More than one object for one purpose. */
  duplicates: string[];
  /** Objects of ours that nothing asks for. */
  orphans: string[];
  /** What was asked for and is not there. */
  missing: string[];
  /** What is there and not as it was asked for. */
  different: string[];
  /** Resources that do not say what is true: not settled, still deleting, gone, or back. */
  resources: string[];
}

export function differencesOf(asked: Asked, found: Found): Differences {
  const { objects: wanted, optional } = wantedOf(asked, found.places);
  const seen = new Map<string, string>();
  const duplicates: string[] = [];
  const orphans: string[] = [];
  const different: string[] = [];
  for (const { key, line } of found.objects) {
    if (seen.has(key)) duplicates.push(key);
    seen.set(key, line);
    const wish = wanted.get(key) ?? optional.get(key);
    if (wish === undefined) orphans.push(key);
    else if (wish !== line) different.push(`${key}: ${line} instead of ${wish}`);
  }
  const present = new Set(found.resources.map(({ key }) => key));
  return {
    duplicates,
    orphans,
    different,
    missing: [...wanted.keys()].filter((key) => !seen.has(key)),
    resources: [
      ...found.resources.flatMap(({ key, state, isDeleting, message }) => {
        if (!asked.resources.has(key)) return [`${key} is still there: ${state}, ${message}`];
        return isDeleting || state !== 'active' ? [`${key} is ${state}: ${message}`] : [];
      }),
      ...[...asked.resources].filter((key) => !present.has(key)).map((key) => `${key} is gone`),
    ],
  };
}

export function countOf(differences: Differences): number {
  return Object.values(differences).reduce((sum, list: string[]) => sum + list.length, 0);
}
