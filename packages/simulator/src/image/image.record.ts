import type { Labels } from '@seca-hetzner/hetzner/schema';

/** A snapshot or backup; system images stand in the catalogue. */
export interface ImageRecord {
  readonly id: number;
  readonly type: 'snapshot' | 'backup';
  readonly status: 'creating' | 'available' | 'unavailable';
  readonly description: string;
  readonly created: string;
  readonly labels: Labels;
  readonly createdFrom: { readonly id: number; readonly name: string };
  readonly boundTo: number | null;
  readonly imageSizeGb: number | null;
  readonly diskSizeGb: number;
  readonly osFlavor: string;
  readonly osVersion: string | null;
  readonly architecture: string;
  readonly isDeleteProtected: boolean;
  /** Set instead of removing the record: servers made from the image still show it. */
  readonly deleted: string | null;
}
