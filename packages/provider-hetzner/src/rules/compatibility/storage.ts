import type { CompatibilityRow } from './row.js';

/** Volumes and images. */
export const storageRows: readonly CompatibilityRow[] = [
  {
    kind: 'block-storage',
    level: 'real',
    how: "A Hetzner volume, made at its first attachment as a data volume; as a boot volume it is the root disk of the instance's server.",
  },
  {
    kind: 'block-storage',
    field: 'spec.sizeGB',
    level: 'real',
    how: "10 to 10,240 GB, growing only. As a boot volume no larger than the disk of the instance's SKU.",
  },
  {
    kind: 'block-storage',
    field: 'spec.sizeGB',
    when: 'below 10 or above 10,240',
    level: 'refused',
    how: 'A volume at Hetzner has 10 to 10,240 GB.',
  },
  {
    kind: 'block-storage',
    field: 'spec.skuRef',
    level: 'emulated',
    how: 'Checked, kept and shown; Hetzner has one class of volumes.',
  },
  {
    kind: 'block-storage',
    field: 'spec.sourceImageRef',
    level: 'real',
    how: 'The image that the server boots from; a data volume cannot be made of an image.',
  },
  {
    kind: 'block-storage',
    field: 'extensions.hetzner.zone',
    level: 'real',
    how: 'The volume is made at once, in this zone, instead of at its first attachment.',
  },

  {
    kind: 'image',
    level: 'real',
    how: "A snapshot of the boot volume's server, in the project of its source; of a volume that was never written, an empty image.",
  },
  {
    kind: 'image',
    field: 'spec.blockStorageRef',
    level: 'real',
    how: 'A boot volume is copied; a data volume is refused, since Hetzner takes snapshots of servers only.',
  },
  {
    kind: 'image',
    field: 'spec.cpuArchitecture',
    level: 'emulated',
    how: 'Kept and shown; a snapshot has the architecture of its server.',
  },
  {
    kind: 'image',
    field: 'spec.boot',
    level: 'emulated',
    how: 'Kept and shown; servers boot as Hetzner has them.',
  },
  {
    kind: 'image',
    field: 'spec.initializer',
    level: 'emulated',
    how: 'Kept and shown; what is in the disk decides whether cloud-init runs.',
  },
];
