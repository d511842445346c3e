import type { Fault } from '../errors.js';

/** Source: SECA name rule; segments of lower-case letters, digits and hyphens, joined by dots. */
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const MAX_NAME_LENGTH = 128;

/** Tenants, workspaces, networks and regions are named by others in fields of 64 characters. */
const MAX_SCOPE_NAME_LENGTH = 64;

const SCOPE_KINDS = new Set(['workspace', 'network', 'tenant', 'region']);

/** What a name of this kind is made of, and how many characters it may have. */
export function nameBounds(kind: string): { pattern: string; maxLength: number } {
  return { pattern: NAME.source, maxLength: SCOPE_KINDS.has(kind) ? MAX_SCOPE_NAME_LENGTH : MAX_NAME_LENGTH };
}

/** What is wrong with `name` as the name of a new resource of `kind`; `undefined` when nothing is. */
export function nameFault(kind: string, name: string): Fault | undefined {
  const { maxLength: maximum } = nameBounds(kind);
  if (name.length > maximum) {
    return {
      pointer: '/metadata/name',
      message: `the name has ${name.length} characters; a ${kind} name has at most ${maximum}`,
    };
  }
  if (NAME.test(name)) return undefined;
  return {
    pointer: '/metadata/name',
    message: `the name '${name}' is not made of lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part`,
  };
}
