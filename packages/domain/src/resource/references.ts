import { z } from 'zod';
import type { Fault } from '../errors.js';
import { isSkuKind, kinds, skuKinds, type Kind, type SkuKind } from './kinds.js';
import type { Scope, TargetIdentity } from './identity.js';

/**
 * A reference as the client wrote it, kept and echoed unchanged. A plain string is the same as an object with
 * only `resource`. Source: SECA `Reference`, https://github.com/eu-sovereign-cloud/spec.
 */
export const referenceSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { resource: value } : value),
  z.object({
    provider: z.string().max(64).optional(),
    region: z.string().max(64).optional(),
    tenant: z.string().max(64).optional(),
    workspace: z.string().max(64).optional(),
    resource: z.string().min(1).max(256),
  }),
);

export type Reference = z.output<typeof referenceSchema>;

/** A reference in a spec, with what its field allows. */
export interface ReferenceField {
  /** JSON pointer into the resource, `/spec/subnetRef`. */
  pointer: string;
  reference: Reference;
  /** What the field may name; a bare name means the first of them. */
  expects: readonly [Kind | SkuKind, ...(Kind | SkuKind)[]];
  /** Whether an IP address may stand in `resource`. */
  allowsAddress?: boolean;
  /** A kind whose resources may be named before they exist, under every setting. */
  mayBeMissing?: Kind;
  /** Whether the contract leaves open if the target has to exist; the setting `DANGLING_REFERENCES` decides. */
  mayDangle?: boolean;
}

/**
 * What a reference names. `workspace` or `network` is `undefined` when the target lies in one that the text does
 * not name, and the referring resource lies in none: then it has to be looked up.
 */
export interface ParsedTarget extends Omit<TargetIdentity, 'workspace' | 'network'> {
  workspace: string | undefined;
  network: string | undefined;
}

export type ParsedReference = ParsedTarget | { address: string } | { fault: Fault };

const ADDRESS = /^[0-9.]+(\/\d+)?$|^[0-9a-fA-F:]*:[0-9a-fA-F:.]*(\/\d+)?$/;

interface Segments {
  api?: string;
  tenant?: string;
  workspace?: string;
  network?: string;
  collection?: string;
  name: string;
}

/**
 * Finds out what `field` of a resource in `from` names. Every spelling is understood: the full URN with or
 * without version, a path that starts at `tenants/`, `workspaces/` or `networks/`, `<type>/<name>`, and a bare
 * name of the type that the field implies. What the text leaves out comes from the separate fields, then from
 * the referring resource; where both speak they must agree.
 */
export function parseReference(field: ReferenceField, from: Scope): ParsedReference {
  const { reference, expects, pointer } = field;
  if (ADDRESS.test(reference.resource) && field.allowsAddress) return { address: reference.resource };
  const segments = segmentsOf(reference.resource);
  if (!segments) return faultOf(pointer, `'${reference.resource}' is not a reference to a resource`);

  const kind = kindOf(segments, expects);
  if (!kind) return faultOf(pointer, `'${reference.resource}' does not name ${namesOf(expects)}`);

  const disagreement = disagreementOf(reference, segments, kind);
  if (disagreement) return faultOf(pointer, disagreement);

  const tenant = segments.tenant ?? (reference.tenant || from.tenant);
  const region = reference.region || from.region;
  if (isSkuKind(kind)) return { kind, tenant, region, workspace: '', network: '', name: segments.name };
  const level = kinds[kind].level;
  const within = segments.workspace ?? (reference.workspace || from.workspace || undefined);
  const workspace = level === 'tenant' ? '' : within;
  const network = level === 'network' ? (segments.network ?? (from.network || undefined)) : '';
  return { kind, tenant, region, workspace, network, name: segments.name };
}

function segmentsOf(text: string): Segments | undefined {
  const parts = text.split('/');
  if (parts.some((part) => part === '')) return undefined;
  const segments: Partial<Segments> = {};
  // Alone it is a bare name, which may begin so too.
  if (parts.length > 1 && parts[0]?.startsWith('seca.')) {
    segments.api = parts.shift()?.slice('seca.'.length) ?? '';
    if (parts[0] !== undefined && /^v\d+((alpha|beta)\d+)?$/.test(parts[0])) parts.shift();
  }
  for (const [word, key] of [
    ['tenants', 'tenant'],
    ['workspaces', 'workspace'],
    ['networks', 'network'],
  ] as const) {
    if (parts[0] === word && parts.length > 2) {
      segments[key] = parts[1] ?? '';
      parts.splice(0, 2);
    }
  }
  const [first, second, ...rest] = parts;
  if (first === undefined || rest.length > 0) return undefined;
  if (second === undefined) return { ...segments, name: first };
  return { ...segments, collection: first, name: second };
}

/** The kind that the text means, if the field allows it. */
function kindOf(segments: Segments, expects: ReferenceField['expects']): Kind | SkuKind | undefined {
  const { collection, api } = segments;
  if (collection === undefined) return expects[0];
  return expects.find((kind) => {
    if (!isSkuKind(kind)) return kinds[kind].collection === collection;
    const { api: skuApi } = skuKinds[kind];
    return (collection === 'skus' && (api ?? skuApi) === skuApi) || collection === `${kind}s`;
  });
}

function disagreementOf(reference: Reference, segments: Segments, kind: Kind | SkuKind): string | undefined {
  const api = isSkuKind(kind) ? skuKinds[kind].api : kinds[kind].api;
  if (segments.api !== undefined && segments.api !== api) {
    return `'${reference.resource}' names provider seca.${segments.api}, a ${kind} belongs to seca.${api}`;
  }
  const provider = reference.provider?.replace(/^seca\./, '').replace(/\/.*$/, '');
  if (provider && provider !== api) {
    return `the provider '${reference.provider}' is not the one of a ${kind}, seca.${api}`;
  }
  for (const key of ['tenant', 'workspace'] as const) {
    const inText = segments[key];
    const inField = reference[key];
    if (inText !== undefined && inField && inText !== inField) {
      return `'${reference.resource}' names ${key} '${inText}', the field ${key} names '${inField}'`;
    }
  }
  return undefined;
}

function namesOf(expects: readonly string[]): string {
  return expects.map((kind) => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`)).join(' or ');
}

function faultOf(pointer: string, message: string): { fault: Fault } {
  return { fault: { pointer: `${pointer}/resource`, message } };
}
