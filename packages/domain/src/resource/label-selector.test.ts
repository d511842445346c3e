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

test.each(['', '=x', 'a=b=c', 'a in', 'a in (b', 'a,,b', 'a b'])('%j is refused', (selector) => {
  expect(() => parseLabelSelector(selector)).toThrow(InvalidRequestError);
});

test('a plain equality can be answered by an index, a wildcard cannot', () => {
  expect(parseLabelSelector('env=production')[0]?.equals).toEqual({ key: 'env', value: 'production' });
  expect(parseLabelSelector('env=prod*')[0]?.equals).toBeUndefined();
});
