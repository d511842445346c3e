import { computeRows } from './compute.js';
import { networkEdgeRows } from './network-edge.js';
import { networkRows } from './network.js';
import { otherRows } from './others.js';
import type { CompatibilityRow } from './row.js';
import { storageRows } from './storage.js';

/**
 * What becomes of SECA at Hetzner, kind by kind and field by field. The one source of docs/compatibility.md and of
 * what the admin API tells; tests hold it against what a PUT really does.
 */
export const compatibility: readonly CompatibilityRow[] = [
  ...otherRows,
  ...networkRows,
  ...networkEdgeRows,
  ...storageRows,
  ...computeRows,
];
