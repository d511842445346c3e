import { expect, test } from 'vitest';
import { toYaml } from './yaml.js';

test('maps and lists are written in block style, lists of scalars on one line', () => {
  const value = {
    name: 'a',
    list: [
      { ip: '10.0.0.2', aliases: ['10.0.0.3'] },
      { ip: 'fe80::1', aliases: [] },
    ],
    map: { version: 1 },
  };
  expect(toYaml(value)).toBe(
    [
      'name: a',
      'list:',
      '- ip: 10.0.0.2',
      '  aliases: [10.0.0.3]',
      '- ip: fe80::1',
      '  aliases: []',
      'map:',
      '  version: 1',
      '',
    ].join('\n'),
  );
});

test.each([
  '',
  '42',
  '1e3',
  '86:00:00:12:34:56',
  'yes',
  'null',
  'fe80::',
  'a b',
  'a: b',
  '- a',
  'a\nb',
  '#a',
])('text that could be read as something else is quoted: %j', (text) => {
  expect(toYaml({ text })).toBe(`text: ${JSON.stringify(text)}\n`);
});

test.each(['my-server', 'fsn1-dc14', '10.0.0.0/16', '86:00:00:2a:7d:e0', '2001:db8::1/64'])(
  'other text is written as it is: %s',
  (text) => {
    expect(toYaml({ text })).toBe(`text: ${text}\n`);
  },
);
