import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from './access-settings.js';
import { measure, requireModest } from './query-limits.js';

const schema = buildSchema(`
  type Query { me: Person!  people(first: Int): [Person!]! }
  type Person { name: String!  friends: [Person!]!  best: Person }
`);
const of = (text: string) => measure(schema, parse(text));
const check = (text: string) => () => requireModest(schema, parse(text), DEFAULT_LIMITS);

test('depth is counted through fragments', () => {
  expect(of('{ me { best { name } } }').depth).toBe(3);
  expect(of('{ me { ...F } } fragment F on Person { best { ... on Person { name } } }').depth).toBe(3);
});

test('cost multiplies by the length of lists, asked for or guessed', () => {
  expect(of('{ me { name } }').cost).toBe(2);
  expect(of('{ people { name } }').cost).toBe(11);
  expect(of('{ people(first: 3) { name } }').cost).toBe(4);
  expect(of('{ people { friends { name } } }').cost).toBe(1 + 10 * (1 + 10));
});

test('aliases are counted each time that a fragment is used', () => {
  expect(of('{ a: me { ...F } b: me { ...F } } fragment F on Person { x: name y: name }').aliases).toBe(6);
});

test('fragments that contain each other, or themselves many times over, are measured without end of time', () => {
  expect(of('{ me { ...A } } fragment A on Person { best { ...A } }').depth).toBeGreaterThan(0);
  const doubling = Array.from(
    { length: 40 },
    (_, i) => `fragment F${i} on Person { a: best { ...F${i + 1} } b: best { ...F${i + 1} } }`,
  );
  expect(check(`{ me { ...F0 } } ${doubling.join(' ')} fragment F40 on Person { name }`)).toThrow(
    /the limit is/,
  );
});

test('each limit is named by what exceeds it', () => {
  const deep = `${'{ best '.repeat(99)}{ name }${' }'.repeat(99)}`;
  expect(check(`{ me ${deep} }`)).toThrow('the query is 101 deep; the limit is 20');
  const aliases = Array.from({ length: 51 }, (_, i) => `a${i}: name`).join(' ');
  expect(check(`{ me { ${aliases} } }`)).toThrow('the query has 51 aliases; the limit is 50');
  expect(check('{ people(first: 1000000) { name } }')).toThrow(/asks for about 1000001 fields; the limit is/);
});
