import { isIPv4 } from 'node:net';

type Scalar = string | number | boolean;
export type YamlValue = Scalar | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Writes a value as YAML in block style, a list of scalars on one line. Ends with a newline. */
export function toYaml(value: YamlValue): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: YamlValue): string[] {
  if (isFlat(value)) return [flat(value)];
  if (isList(value)) return value.flatMap((item) => afterDash(linesOf(item)));
  return Object.entries(value).flatMap(([key, item]) => {
    if (isFlat(item)) return [`${key}: ${flat(item)}`];
    const nested = linesOf(item);
    return [`${key}:`, ...(isList(item) ? nested : nested.map((line) => `  ${line}`))];
  });
}

function afterDash(lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isFlat(value: YamlValue): value is Scalar | readonly Scalar[] {
  return isList(value) ? value.every((item) => typeof item !== 'object') : typeof value !== 'object';
}

function flat(value: Scalar | readonly Scalar[]): string {
  return typeof value === 'object' ? `[${value.map(scalar).join(', ')}]` : scalar(value);
}

const PLAIN = /^[a-z0-9]([a-z0-9.:/-]*[a-z0-9])?$/i;
const WORD_WITH_A_MEANING = /^(true|false|yes|no|on|off|y|n|null)$/i;
/** YAML 1.1, which cloud-init reads, takes `86:00:00:12:34:56` for a number to the base of 60. */
const LIKE_A_NUMBER = /^[\d.:]+$/;

/** JSON is YAML, so what could be read as something else is quoted as JSON quotes it. */
function scalar(value: Scalar): string {
  if (typeof value !== 'string' || isIPv4(value)) return String(value);
  const isPlain =
    PLAIN.test(value) &&
    Number.isNaN(Number(value)) &&
    !WORD_WITH_A_MEANING.test(value) &&
    !LIKE_A_NUMBER.test(value);
  return isPlain ? value : JSON.stringify(value);
}
