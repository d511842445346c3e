import type { Labels } from '@seca-hetzner/hetzner/schema';
import { isLabelKey, isLabelValue } from './labels.js';

/** Tells whether a set of labels matches. */
export type LabelSelector = (labels: Labels) => boolean;

const SET = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/;
const COMPARISON = /^([^=!\s]+)\s*(==|!=|=)\s*(.*)$/;

/**
 * Parses the query language of `label_selector`; undefined when the text is not of it. `k!=v` and
 * `k notin (…)` also match what has no `k`, as in Kubernetes, where the language comes from. An empty text
 * selects everything. Source: API description, "Label Selector".
 */
export function parseLabelSelector(selector: string): LabelSelector | undefined {
  if (selector.trim() === '') return () => true;
  const terms = splitTerms(selector).map((term) => parseTerm(term.trim()));
  if (!terms.every((term) => term !== undefined)) return undefined;
  return (labels) => terms.every((matches) => matches(labels));
}

/** Splits at the commas that are not inside parentheses. */
function splitTerms(selector: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < selector.length; at++) {
    const character = selector[at];
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ',' && depth === 0) {
      terms.push(selector.slice(start, at));
      start = at + 1;
    }
  }
  terms.push(selector.slice(start));
  return terms;
}

function parseTerm(term: string): LabelSelector | undefined {
  const set = SET.exec(term);
  if (set !== null) return parseSet(set[1] ?? '', set[2] === 'in', set[3] ?? '');
  const comparison = COMPARISON.exec(term);
  if (comparison !== null) {
    return parseComparison(comparison[1] ?? '', comparison[2] !== '!=', (comparison[3] ?? '').trim());
  }
  if (term.startsWith('!')) return parsePresence(term.slice(1).trim(), false);
  return parsePresence(term, true);
}

function parseSet(key: string, isIn: boolean, list: string): LabelSelector | undefined {
  const values = list.split(',').map((value) => value.trim());
  if (!isLabelKey(key) || !values.every(isLabelValue)) return undefined;
  return (labels) => {
    const value = valueOf(labels, key);
    return (value !== undefined && values.includes(value)) === isIn;
  };
}

function parseComparison(key: string, isEqual: boolean, wanted: string): LabelSelector | undefined {
  if (!isLabelKey(key) || !isLabelValue(wanted)) return undefined;
  return (labels) => (valueOf(labels, key) === wanted) === isEqual;
}

function parsePresence(key: string, isPresent: boolean): LabelSelector | undefined {
  if (!isLabelKey(key)) return undefined;
  return (labels) => (valueOf(labels, key) !== undefined) === isPresent;
}

function valueOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
