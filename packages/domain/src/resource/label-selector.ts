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

const SET_TERM = /^(?<key>\S+)\s+(?<operator>in|notin)\s*\((?<values>[^()]*)\)$/;
const COMPARISON = /^(?<key>[^=!<>\s]+)\s*(?<operator>==|!=|>=|<=|=|>|<)\s*(?<value>[^=!<>]*)$/;
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
  return text
    .split(/,(?![^(]*\))/) // not the commas between parentheses
    .map((term) => parseTerm(term.trim()));
}

function parseTerm(term: string): SelectorTerm {
  const set = SET_TERM.exec(term)?.groups;
  if (set) {
    const values = (set['values'] ?? '').split(',').map((value) => value.trim());
    return setTerm(set['key'] ?? '', set['operator'] === 'notin', values);
  }
  const comparison = COMPARISON.exec(term)?.groups;
  if (comparison) {
    return comparisonTerm(
      comparison['key'] ?? '',
      comparison['operator'] ?? '',
      (comparison['value'] ?? '').trim(),
    );
  }
  if (KEY_ALONE.test(term)) return { holds: (labels) => valuesOf(labels, term).length > 0 };
  throw new InvalidRequestError(`labels: '${term}' is not a term of a label selector`, {
    faults: [{ pointer: '', parameter: 'labels', message: `'${term}' is not a term of a label selector` }],
  });
}

function setTerm(key: string, isNegated: boolean, values: readonly string[]): SelectorTerm {
  const patterns = values.map(patternOf);
  return {
    holds: (labels) =>
      valuesOf(labels, key).some((value) => patterns.some((pattern) => pattern.test(value))) !== isNegated,
  };
}

function comparisonTerm(key: string, operator: string, value: string): SelectorTerm {
  const compare = NUMERIC_OPERATORS[operator];
  if (compare) {
    return {
      holds: (labels) =>
        NUMBER.test(value) &&
        valuesOf(labels, key).some((label) => NUMBER.test(label) && compare(Number(label), Number(value))),
    };
  }
  const term = setTerm(key, operator === '!=', [value]);
  return operator === '!=' || `${key}${value}`.includes('*') ? term : { ...term, equals: { key, value } };
}

/** The values of all labels whose key fits, which with a wildcard may be several. */
function valuesOf(labels: Labels, key: string): string[] {
  if (!key.includes('*')) return Object.hasOwn(labels, key) ? [labels[key] ?? ''] : [];
  const pattern = patternOf(key);
  return Object.entries(labels).flatMap(([name, value]) => (pattern.test(name) ? [value] : []));
}

function patternOf(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
