import { expect, test } from 'vitest';
import { parseLabelSelector } from './label-selector.js';

const labels = { env: 'prod', 'example.com/tier': 'web', empty: '' };

test.each([
  ['', true],
  ['env', true],
  ['!env', false],
  ['missing', false],
  ['!missing', true],
  ['env=prod', true],
  ['env==prod', true],
  ['env = prod', true],
  ['env!=prod', false],
  ['env!=test', true],
  ['missing!=x', true],
  ['env in (test,prod)', true],
  ['env in (test, prod )', true],
  ['env in (test)', false],
  ['env notin (test)', true],
  ['env notin (prod)', false],
  ['missing notin (x)', true],
  ['example.com/tier=web', true],
  ['empty=', true],
  ['empty', true],
  ['env=prod,example.com/tier in (web,db),!missing', true],
  ['env=prod,missing', false],
  ['toString', false],
])('%s selects: %s', (selector, isSelected) => {
  expect(parseLabelSelector(selector)?.(labels)).toBe(isSelected);
});

test.each(['a b', 'env in prod', 'env in (a', '=x', 'env=a=b', 'env=-', ',', 'env,,x', '!', 'env in ((a))'])(
  '%s is no selector',
  (selector) => {
    expect(parseLabelSelector(selector)).toBeUndefined();
  },
);
