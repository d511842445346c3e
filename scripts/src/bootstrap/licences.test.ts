import { expect, test } from 'vitest';
import { bootstrapModule } from './modules.js';

interface Licences {
  refusedLicences: (list: Record<string, { name: string }[]>) => string[];
}

const { refusedLicences } = await bootstrapModule<Licences>('licences');

const of = (licence: string, name = 'some') => refusedLicences({ [licence]: [{ name }] });

test.each(['MIT', '(MIT OR GPL-3.0)', 'GPL-2.0 OR Apache-2.0', '(MIT AND BSD-3-Clause)'])(
  '%s is allowed',
  (licence) => {
    expect(of(licence)).toEqual([]);
  },
);

test.each(['GPL-3.0', 'Unknown', 'MIT AND GPL-3.0', '(MIT OR ISC) AND GPL-3.0', 'MPL-2.0'])(
  '%s is refused',
  (licence) => {
    expect(of(licence)).toEqual([`  ${licence}: some`]);
  },
);

test('MPL-2.0 is allowed for tools that are not shipped', () => {
  expect(of('MPL-2.0', 'axe-core')).toEqual([]);
});
