import type { CompatibilityRow } from './row.js';

/** Instances. */
export const computeRows: readonly CompatibilityRow[] = [
  {
    kind: 'instance',
    level: 'real',
    how: 'A server, made stopped. Without a NIC it has no public interface and lies in a hidden network of its workspace.',
  },
  { kind: 'instance', field: 'start', level: 'real', how: 'Power on.' },
  { kind: 'instance', field: 'stop', level: 'real', how: 'A shutdown, forced after a time.' },
  {
    kind: 'instance',
    field: 'restart',
    level: 'real',
    how: 'Off, then on; carried on after a failure in between.',
  },
  {
    kind: 'instance',
    field: 'spec.skuRef',
    level: 'real',
    how: "The server type. SECA's tiers stand for the cheapest type with their vCPU and RAM.",
  },
  { kind: 'instance', field: 'spec.zone', level: 'real', how: 'The location of the server.' },
  {
    kind: 'instance',
    field: 'spec.bootVolume',
    level: 'emulated',
    how: 'The root disk of the server. When the instance goes, its content is kept for the volume as a snapshot, unless the volume is used again before.',
  },
  {
    kind: 'instance',
    field: 'spec.dataVolumes',
    level: 'real',
    how: "Volumes attached to the server, in the instance's own zone, 16 at most.",
  },
  { kind: 'instance', field: 'spec.primaryNicRef', level: 'real', how: 'The first network of the server.' },
  {
    kind: 'instance',
    field: 'spec.additionalNicRefs',
    level: 'real',
    how: 'Further networks of the server, three in all, no two in one network.',
  },
  {
    kind: 'instance',
    field: 'spec.securityGroupRef',
    level: 'real',
    how: 'Holds for NICs without groups of their own, on the public interface of the server.',
  },
  {
    kind: 'instance',
    field: 'spec.antiAffinityGroup',
    level: 'real',
    how: 'A placement group of type spread, ten servers at most.',
  },
  {
    kind: 'instance',
    field: 'spec.sshKeys',
    level: 'real',
    how: 'Handed over when the server is made. Without any it gets a key that nobody has, so that no password is made.',
  },
  {
    kind: 'instance',
    field: 'spec.userData',
    level: 'real',
    how: 'Runs unchanged at the first boot, behind the bootstrap that finds the way out; both fit in 32 KiB.',
  },
  {
    kind: 'instance',
    field: 'spec.userData',
    when: 'more than fits',
    level: 'refused',
    how: 'Hetzner takes 32 KiB of user data, the bootstrap among it.',
  },
  {
    kind: 'instance',
    field: 'extensions.start-on-create',
    level: 'real',
    how: 'A new instance is started once it is made.',
  },
];
