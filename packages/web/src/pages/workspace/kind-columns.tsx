import type { ReactNode } from 'react';
import type { ResourceRow } from './workspace.queries.js';

/** What is shown of a kind beside its name and state; empty for kinds that have no more to say. */
export interface KindColumn {
  title: string;
  cell: (row: ResourceRow) => ReactNode;
}

/** The kinds that have a table of their own, in the order of their tabs. */
export const TABLE_KINDS = [
  'network',
  'instance',
  'internet-gateway',
  'block-storage',
  'public-ip',
  'security-group',
  'nic',
  'image',
] as const;

const none = '–';

const COLUMNS: Readonly<Record<string, readonly KindColumn[]>> = {
  network: [{ title: 'Range', cell: (row) => code(row.is === 'Network' ? row.cidr : null) }],
  instance: [
    { title: 'Power', cell: (row) => (row.is === 'Instance' ? row.powerState : none) },
    { title: 'SKU', cell: (row) => (row.is === 'Instance' ? nameOf(row.sku) : none) },
    { title: 'Zone', cell: (row) => (row.is === 'Instance' ? row.zone : none) },
  ],
  'internet-gateway': [
    {
      title: 'Lets in',
      cell: (row) => (row.is === 'InternetGateway' && row.egressOnly ? 'nothing' : 'public IPs'),
    },
  ],
  'block-storage': [
    { title: 'Size', cell: (row) => (row.is === 'BlockStorage' ? `${row.sizeGb} GB` : none) },
    { title: 'SKU', cell: (row) => (row.is === 'BlockStorage' ? nameOf(row.storageSku) : none) },
    { title: 'Used by', cell: (row) => (row.is === 'BlockStorage' ? nameOf(row.storedAt) : none) },
  ],
  'public-ip': [
    { title: 'Address', cell: (row) => code(row.is === 'PublicIp' ? row.address : null) },
    { title: 'Version', cell: (row) => (row.is === 'PublicIp' ? row.version : none) },
    { title: 'Used by', cell: (row) => (row.is === 'PublicIp' ? nameOf(row.attachedTo) : none) },
  ],
  'security-group': [
    {
      title: 'Rules in force',
      cell: (row) => (row.is === 'SecurityGroup' ? `${row.activeRuleCount} of ${row.ruleCount}` : none),
    },
  ],
};

export function columnsOf(kind: string): readonly KindColumn[] {
  return COLUMNS[kind] ?? [];
}

/** The end of a reference such as `instances/web`. */
function nameOf(reference: string | null): string {
  return reference?.split('/').at(-1) ?? none;
}

function code(text: string | null): ReactNode {
  return text === null ? none : <code>{text}</code>;
}
