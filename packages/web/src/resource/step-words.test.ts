import { expect, test } from 'vitest';
import { sayStep } from './step-words.js';

const names = new Map([['a1a5d6e6', 'out']]);

test('a step is said in words, about things by their names', () => {
  expect(sayStep('create-nat-vm a1a5d6e6 cx23', names)).toEqual({
    title: 'Create NAT VM',
    detail: 'out cx23',
  });
  expect(sayStep('add-route 0.0.0.0/0 10.0.1.253', names)).toEqual({
    title: 'Add route',
    detail: '0.0.0.0/0 10.0.1.253',
  });
  expect(sayStep('power-on', names)).toEqual({ title: 'Power on', detail: '' });
});
