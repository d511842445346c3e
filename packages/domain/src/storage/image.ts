import { z } from 'zod';
import type { StateHistory } from '../resource/conditions.js';
import { referenceSchema } from '../resource/references.js';

/** What a client declares of an image. Source: SECA `ImageSpec`; `boot` is UEFI and `initializer` none by default. */
export const imageSpecSchema = z.object({
  blockStorageRef: referenceSchema,
  cpuArchitecture: z.enum(['amd64', 'arm64']),
  boot: z.enum(['UEFI', 'BIOS']).optional(),
  initializer: z.enum(['none', 'cloudinit-22']).optional(),
});

export type ImageSpec = z.output<typeof imageSpecSchema>;

export interface ImageStatus extends StateHistory {
  /** The size of the copy, in MB; absent while there is none. */
  sizeMB?: number;
  /**
   * What its volume held when the image was made: `empty`, nothing that was ever written, or `copy`. Absent until
   * that is known.
   */
  content?: 'empty' | 'copy';
}
