import type { Binding, Resource } from '@seca-hetzner/domain';

/** What is wanted of an image, with what it needs of its surroundings, as the database has it. */
export interface ImageIntent {
  image: Resource<'image'>;
  /** Absent while nothing has to be asked of Hetzner. */
  connectionId: string | undefined;
  workspaceUid: string;
  /** The snapshot's binding. */
  snapshot: Binding | undefined;
  source: ImageSource;
  /** A block storage made of the image that has not taken its copy yet. */
  awaitedBy: string | undefined;
}

/** What the image is to be made of, as far as it is known. */
export type ImageSource =
  /** There is no such block storage (any more). */
  | { type: 'missing' }
  /** Nothing was ever written to it. */
  | { type: 'empty' }
  /** This server has the disk. */
  | { type: 'disk'; serverId: number }
  /** It holds something that cannot be copied right now. */
  | { type: 'later'; reason: string }
  /** Hetzner can never make an image of it. */
  | { type: 'refused'; reason: string };
