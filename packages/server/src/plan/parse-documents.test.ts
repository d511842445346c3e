import { expect, test } from 'vitest';
import { parseDocuments } from './parse-documents.js';

test('documents come one after the other, in lists, and as JSON', () => {
  expect(parseDocuments('a: 1\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
  expect(parseDocuments('- a: 1\n- b: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
  expect(parseDocuments('[{"a": 1}, {"b": "x"}]')).toEqual([{ a: 1 }, { b: 'x' }]);
  expect(parseDocuments('# nothing\n')).toEqual([]);
});

test('what cannot be read is refused with its line', () => {
  expect(() => parseDocuments('a: 1\n  b: [')).toThrow(/at line \d/);
  expect(() => parseDocuments('a: 1\na: 2\n')).toThrow(/unique/);
});

test('a small text cannot become a large one', () => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const before = level === 0 ? '"lol"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
  });
  expect(() => parseDocuments(levels.join('\n'))).toThrow(/too many aliases/);
});

test('text that no column can hold is refused', () => {
  for (const text of ['{"a": "\\u0000"}', '{"\\u0000": 1}', '{"a": "\\ud800"}']) {
    expect(() => parseDocuments(text)).toThrow(/cannot be stored/);
  }
});
