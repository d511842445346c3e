import { InvalidRequestError } from '../errors.js';

type Labels = Readonly<Record<string, string>>;

/** One term of a selector; all terms have to hold. */
export interface SelectorTerm {
  /** Set for a plain `key=value`, which an index can answer. */
  equals?: { key: string; value: string };
  holds(labels: Labels): boolean;
}

const NUMERIC_OPERATORS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
};

const SET_TERM = /^(?<key>[^=!<>()\s]+)\s+(?<operator>in|notin)\s*\((?<values>[^()]+)\)$/;
const COMPARISON = /^(?<key>[^=!<>()\s]+)\s*(?<operator>==|!=|>=|<=|=|>|<)\s*(?<value>[^=!<>]*)$/;
const KEY_ALONE = /^[^=!<>()\s]+$/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/**
 * Reads a label selector: terms joined by commas, all of which have to hold. `*` in a key or value stands for
 * any characters; `!=` and `notin` also hold where the key is missing; a label that is no number never meets a
 * numeric term. Source: SECA, list parameter `labels`; the union of its two descriptions.
 *
 * Throws `InvalidRequestError` for anything else.
 */
export function parseLabelSelector(text: string): SelectorTerm[] {
  return termsOf(text).map((term) => parseTerm(term.trim()));
}

/** Splits at the commas that are not between parentheses. */
function termsOf(text: string): string[] {
  const terms: string[] = [];
  let start = 0;
  let isInSet = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '(') isInSet = true;
    if (character === ')') isInSet = false;
    if (character !== ',' || isInSet) continue;
    terms.push(text.slice(start, index));
    start = index + 1;
  }
  return [...terms, text.slice(start)];
}

function parseTerm(term: string): SelectorTerm {
  const set = SET_TERM.exec(term)?.groups;
  if (set) {
    const values = (set['values'] ?? '').split(',').map((value) => value.trim());
    return setTerm(set['key'] ?? '', set['operator'] === 'notin', values);
  }
  const comparison = COMPARISON.exec(term)?.groups;
  if (comparison) {
    const { key = '', operator = '', value = '' } = comparison;
    const compare = NUMERIC_OPERATORS[operator];
    if (!compare) return equalityTerm(key, operator === '!=', value.trim());
    if (NUMBER.test(value.trim())) return numericTerm(key, compare, Number(value));
  }
  if (KEY_ALONE.test(term)) return { holds: (labels) => valuesOf(labels, term).length > 0 };
  throw new InvalidRequestError(`labels: '${term}' is not a term of a label selector`, {
    faults: [{ pointer: '', parameter: 'labels', message: `'${term}' is not a term of a label selector` }],
  });
}

function setTerm(key: string, isNegated: boolean, patterns: readonly string[]): SelectorTerm {
  return {
    holds: (labels) =>
      valuesOf(labels, key).some((value) => patterns.some((pattern) => fits(pattern, value))) !== isNegated,
  };
}

function equalityTerm(key: string, isNegated: boolean, value: string): SelectorTerm {
  const term = setTerm(key, isNegated, [value]);
  return isNegated || `${key}${value}`.includes('*') ? term : { ...term, equals: { key, value } };
}

function numericTerm(
  key: string,
  compare: (left: number, right: number) => boolean,
  bound: number,
): SelectorTerm {
  return {
    holds: (labels) =>
      valuesOf(labels, key).some((label) => NUMBER.test(label) && compare(Number(label), bound)),
  };
}

/** The values of all labels whose key fits, which with a wildcard may be several. */
function valuesOf(labels: Labels, key: string): string[] {
  if (!key.includes('*')) return Object.hasOwn(labels, key) ? [labels[key] ?? ''] : [];
  return Object.entries(labels).flatMap(([name, value]) => (fits(key, name) ? [value] : []));
}

/** Whether `text` is `pattern` with any characters for each `*`; each piece takes the first place that it can. */
function fits(pattern: string, text: string): boolean {
  const [head = '', ...pieces] = pattern.split('*');
  const tail = pieces.pop();
  if (tail === undefined) return text === pattern;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  const end = text.length - tail.length;
  let position = head.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, position);
    if (found < 0 || found + piece.length > end) return false;
    position = found + piece.length;
  }
  return true;
}
