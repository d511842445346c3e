/** Fails when a dependency, also one of tools only, has a licence that we have not agreed to. */
import { pnpm } from './install.mjs';
import { ToolFailure, runQuietly } from './tool.mjs';

const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Python-2.0',
  'Unlicense',
  'PostgreSQL',
]);

/** For tools that we run and do not ship: one asks for the source of its own files only, one for nothing but its name. */
const ALLOWED_FOR_TOOLS = {
  'MPL-2.0': /^(@axe-core\/playwright|axe-core|lightningcss(-.+)?)$/,
  '(MIT AND Zlib)': /^pako$/,
};

export async function checkLicences() {
  const list = await runQuietly('licences', 'npm', [...pnpm(), 'licenses', 'list', '--json'], {
    env: { CI: 'true' },
  });
  const refused = refusedLicences(JSON.parse(list));
  if (refused.length === 0) return;
  throw new ToolFailure(`These licences are not among those agreed to:\n${refused.join('\n')}`);
}

/** One line per licence of pnpm's list that is not allowed, with the packages that have it. */
export function refusedLicences(list) {
  return Object.entries(list).flatMap(([licence, packages]) => {
    const names = packages.map(({ name }) => name).filter((name) => !isAllowed(licence, name));
    return names.length > 0 ? [`  ${licence}: ${names.join(', ')}`] : [];
  });
}

function isAllowed(licence, packageName) {
  return isAllowedExpression(licence) || ALLOWED_FOR_TOOLS[licence]?.test(packageName) === true;
}

/** Reads SPDX expressions as packages write them; in one with inner brackets, every name must be allowed. */
function isAllowedExpression(expression) {
  const inner = expression.replace(/^\((.*)\)$/, '$1');
  const choices = inner.includes('(') ? [inner.replaceAll(/[()]| OR /g, ' AND ')] : inner.split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((name) => isAllowedName(name.trim())));
}

function isAllowedName(name) {
  return name === '' || ALLOWED.has(name);
}
