import { kinds, type Kind, type SkuKind } from '@seca-hetzner/domain';

/** `RouteTable` for `routing-table`: a kind's name in SECA's types, which is that of its collection. */
export function typeNameOf(kind: Kind | SkuKind): string {
  return kind in kinds ? collectionNameOf(kind as Kind).slice(0, -1) : pascalCase(kind);
}

/** `RouteTables`. */
export function collectionNameOf(kind: Kind): string {
  return pascalCase(kinds[kind].collection);
}

export function pascalCase(words: string): string {
  return words.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
