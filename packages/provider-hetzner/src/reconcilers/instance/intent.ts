import type { Binding, Resource } from '@seca-hetzner/domain';
import type { BootImage } from './boot-image.js';
import type { DataVolumesIntent } from './data-volumes.js';
import type { GroupIntent } from './placement.js';
import type { SshKeysIntent } from './ssh-keys.js';
import type { PublicIntent } from './public-side.js';

/** What is wanted of an instance, with what it needs of its surroundings, as the database has it. */
export interface InstanceIntent {
  instance: Resource<'instance'>;
  connectionId: string | undefined;
  workspaceUid: string;
  /** Absent when it does not exist any more, or is being deleted. */
  bootVolume: Resource<'block-storage'> | undefined;
  /** Whether another instance has the boot volume. */
  isBootVolumeTaken: boolean;
  /** The disk that an earlier instance has left to the boot volume. */
  leftDisk: Binding | undefined;
  serverType: string | undefined;
  location: string;
  bootImage: BootImage;
  dataVolumes: DataVolumesIntent;
  group: GroupIntent | undefined;
  sshKeys: SshKeysIntent;
  nics: NicIntent[];
  /** The network that keeps a server without NICs: its id at Hetzner, once there is one. */
  hiddenNetworkId: number | undefined;
  /** Whether its server is to be given the bootstrap that finds the way out. */
  hasBootstrap: boolean;
  /** What stands between the instance and the internet, where its subnet routes there; absent when nothing does. */
  wayOut: string | undefined;
  publicSide: PublicIntent;
  /** The server's binding. */
  server: Binding | undefined;
  now: Date;
}

/** A NIC that the instance names. */
export interface NicIntent {
  nic: Resource<'nic'>;
  /** The network it lies in: its id at Hetzner, and whether the subnet is there already. */
  networkId: number | undefined;
  networkName: string | undefined;
  isSubnetReady: boolean;
}
