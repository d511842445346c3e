import { readFileSync } from 'node:fs';

/** The letters of Hetzner's own clients in the README: the hcloud CLI, hcloud-python, Terraform. */
export type ClientLetter = 'C' | 'P' | 'T';

const ROW = /^\| `((?:GET|POST|PUT|DELETE) [^`]+)` \|([^|]*)\|$/gm;
const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const [, table = ''] = readme.split('## Operation by operation');

/** Every operation in the README's table of operations, and which clients it says have driven it. */
export const operationRows: readonly { readonly operation: string; readonly clients: readonly string[] }[] = [
  ...table.matchAll(ROW),
].map(([, operation = '', letters = '']) => ({ operation, clients: letters.trim().split(' ') }));

/** What the README says a client has driven. */
export function drivenBy(client: ClientLetter): string[] {
  return operationRows.filter(({ clients }) => clients.includes(client)).map(({ operation }) => operation);
}
