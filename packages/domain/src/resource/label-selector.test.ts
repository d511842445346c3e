import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidRequestError } from '../errors.js';
import { parseLabelSelector } from './label-selector.js';

const labels = { env: 'production', tier: '3', 'monitoring:alert-level': 'high', empty: '' };

function matches(selector: string): boolean {
  return parseLabelSelector(selector).every((term) => term.holds(labels));
}

test.each([
  'env=production',
  'env==production',
  'env = production',
  'env!=staging',
  'missing!=anything',
  'env',
  'empty=',
  'monitoring:alert-level=high',
  '*env*=*prod*',
  'e*=pro*ion',
  'tier>2',
  'tier>=3',
  'tier<4',
  'tier<=3',
  'env in (staging, production)',
  'env notin (staging,test)',
  'missing notin (a)',
  'env=production,tier>1,monitoring:alert-level in (low,high)',
])('%s selects', (selector) => {
  expect(matches(selector)).toBe(true);
});

test.each([
  'env=staging',
  'Env=production',
  'env!=production',
  'missing',
  'missing=production',
  'env>1',
  'tier>3',
  'tier=3.0',
  'env in (staging)',
  'env notin (production)',
  'env=production,tier>3',
  'e.v=production',
])('%s does not select', (selector) => {
  expect(matches(selector)).toBe(false);
});

test.each([
  '',
  '=x',
  'a=b=c',
  'a in',
  'a in (b',
  'a in ()',
  'a in (b) c',
  'a b',
  'a,,b',
  'a,',
  'a>',
  'a>high',
  '!a',
  '(a)',
])('%j is refused', (selector) => {
  expect(() => parseLabelSelector(selector)).toThrow(InvalidRequestError);
});

test('a plain equality can be answered by an index, a wildcard cannot', () => {
  expect(parseLabelSelector('env=production')[0]?.equals).toEqual({ key: 'env', value: 'production' });
  expect(parseLabelSelector('env=prod*')[0]?.equals).toBeUndefined();
});

// Few letters, so that terms and labels meet often.
const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '.', ':', '\\'), maxLength: 6 });
const key = text.filter((each) => each !== '');
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '1', '*'), maxLength: 6 });
const keyPattern = pattern.filter((each) => each !== '');
const numeral = fc.oneof(fc.integer({ min: -20, max: 20 }).map(String), fc.constantFrom('1.5', '+2', '-0.5'));
const anyLabels = fc.dictionary(key, fc.oneof(text, numeral), { maxKeys: 4 });

/** `*` as a regular expression would read it: slow where it is unlucky, and plainly right. */
function reads(glob: string, value: string): boolean {
  const source = glob.replaceAll(/[.\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 's').test(value);
}

function valuesAt(glob: string, all: Record<string, string>): string[] {
  return Object.entries(all).flatMap(([name, value]) => (reads(glob, name) ? [value] : []));
}

interface Term {
  text: string;
  holds: (all: Record<string, string>) => boolean;
}

const space = fc.constantFrom('', ' ');
const anyTerm: fc.Arbitrary<Term> = fc.oneof(
  fc
    .tuple(keyPattern, fc.constantFrom('=', '==', '!='), fc.oneof(pattern, text), space)
    .map(([name, operator, value, gap]): Term => ({
      text: `${name}${gap}${operator}${gap}${value}`,
      holds: (all) => valuesAt(name, all).some((each) => reads(value, each)) === (operator !== '!='),
    })),
  fc
    .tuple(keyPattern, fc.constantFrom('<', '<=', '>', '>='), numeral, space)
    .map(([name, operator, bound, gap]): Term => ({
      text: `${name}${gap}${operator}${gap}${bound}`,
      holds: (all) =>
        valuesAt(name, all).some((each) => {
          if (!/^[+-]?\d+(\.\d+)?$/.test(each)) return false;
          const difference = Number(each) - Number(bound);
          return (
            (operator.includes('=') && difference === 0) || difference * (operator[0] === '>' ? 1 : -1) > 0
          );
        }),
    })),
  fc
    .tuple(
      keyPattern,
      fc.constantFrom('in', 'notin'),
      fc.array(keyPattern, { minLength: 1, maxLength: 3 }),
      space,
    )
    .map(([name, operator, values, gap]): Term => ({
      text: `${name} ${operator}${gap}(${values.join(`,${gap}`)})`,
      holds: (all) =>
        valuesAt(name, all).some((each) => values.some((value) => reads(value, each))) ===
        (operator === 'in'),
    })),
  keyPattern.map((name): Term => ({ text: name, holds: (all) => valuesAt(name, all).length > 0 })),
);

test('a selector selects what all of its terms select, each read by itself', () => {
  fc.assert(
    fc.property(fc.array(anyTerm, { minLength: 1, maxLength: 4 }), anyLabels, (terms, all) => {
      const parsed = parseLabelSelector(terms.map((term) => term.text).join(','));
      expect(parsed.every((term) => term.holds(all))).toBe(terms.every((term) => term.holds(all)));
    }),
    { numRuns: 2_000 },
  );
});

test('a term that an index may answer holds for exactly the labels that the index finds', () => {
  fc.assert(
    fc.property(anyTerm, anyLabels, (term, all) => {
      const indexed = parseLabelSelector(term.text).filter(({ equals }) => equals !== undefined);
      expect(indexed.map(({ holds }) => holds(all))).toEqual(
        indexed.map(({ equals }) => equals && all[equals.key] === equals.value),
      );
    }),
  );
});

function outcomeOf(selector: string): string {
  try {
    for (const term of parseLabelSelector(selector)) term.holds(labels);
    return 'read';
  } catch (error) {
    return error instanceof InvalidRequestError ? error.code : String(error);
  }
}

test('any text is either read or refused as an invalid request', () => {
  const symbols = fc.string({ unit: fc.constantFrom(...'ab1*=!<>(), in:'.split('')), maxLength: 30 });
  fc.assert(
    fc.property(fc.oneof(symbols, fc.string()), (selector) => {
      expect(outcomeOf(selector)).toMatch(/^(read|invalid-request)$/);
    }),
  );
});

test('many wildcards take no longer than few', () => {
  const [term] = parseLabelSelector(`*=${'*a'.repeat(2_000)}*b`);
  const startMs = performance.now();
  expect(term?.holds({ a: 'a'.repeat(3_000) })).toBe(false);
  expect(performance.now() - startMs).toBeLessThan(500);
});
