import type { Binding, Resource } from '@seca-hetzner/domain';

/** What is wanted of a block storage, with what it needs of its surroundings, as the database has it. */
export interface VolumeIntent {
  volume: Resource<'block-storage'>;
  connectionId: string | undefined;
  workspaceUid: string;
  /** The machine that an instance has left, whose disk is this volume's content. */
  disk: Binding | undefined;
  /** Such a machine whose snapshot has taken its place. */
  spentDisk: Binding | undefined;
  /** The snapshot of such a machine. */
  diskImage: Binding | undefined;
  /** The volume at Hetzner. */
  own: Binding | undefined;
  /** Where a volume at Hetzner has to be; `undefined` where none is needed yet. */
  location: string | undefined;
  /** The instance that has it as a data volume, which attaches and detaches it. */
  dataUserUid: string | undefined;
  /** Whether an instance that was started has the content on its own disk. */
  isContentTaken: boolean;
  /** How long a kept machine waits for another instance before a snapshot takes its place. */
  snapshotAfterMs: number;
  now: Date;
}
