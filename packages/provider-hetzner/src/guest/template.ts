import { readFileSync } from 'node:fs';

// Compiled, this file lies in dist/src/guest; what it reads stays beside its source.
const FOLDER = new URL('../../../src/guest/', import.meta.url);

/**
 * The file `name` of this folder as it goes into a machine: without its comments and blank lines, since user
 * data is small, and with each `@key@` replaced by `values[key]`; a line that this leaves empty goes too. A key
 * with a dot stands for the file of that name, filled in the same way. Throws when a key is in neither.
 */
export function fillTemplate(name: string, values: Readonly<Record<string, string>> = {}): string {
  const lines = readFileSync(new URL(name, FOLDER), 'utf8').split('\n');
  // `#cloud-boothook` and `#!/bin/sh` are no comments.
  const text = lines.filter((line) => !/^\s*(# .*|#)?$/.test(line)).join('\n');
  const filled = text.replace(/@([\w.-]+)@/g, (_, key: string) => {
    const value = key.includes('.') ? fillTemplate(key, values) : values[key];
    if (value === undefined) throw new Error(`fill ${name}: nothing given for @${key}@`);
    return value.trimEnd();
  });
  return `${filled.replace(/^\s*\n/gm, '').trimEnd()}\n`;
}
