import { Collection, type Identified, type WriteListener } from './collection.js';
import type { ActionRecord } from '../actions/action.record.js';
import type { AvailabilityRecord } from '../catalogue/availability.js';
import type { FirewallRecord } from '../firewall/firewall.record.js';
import type { GuestEventRecord, GuestRecord } from '../guest/guest.record.js';
import type { ImageRecord } from '../image/image.record.js';
import type { AttachmentRecord, NetworkRecord } from '../network/network.record.js';
import type { PlacementGroupRecord } from '../placement-group/placement-group.record.js';
import type { PrimaryIpRecord } from '../primary-ip/primary-ip.record.js';
import type { QuotaRecord } from '../quota/quota.rules.js';
import type { ServerRecord } from '../server/server.record.js';
import type { SshKeyRecord } from '../ssh-key/ssh-key.record.js';
import type { VolumeRecord } from '../volume/volume.record.js';

/** Everything that one project holds. Projects see nothing of each other. */
export class Project {
  readonly actions: Collection<ActionRecord>;
  readonly attachments: Collection<AttachmentRecord>;
  readonly availability: Collection<AvailabilityRecord>;
  readonly firewalls: Collection<FirewallRecord>;
  readonly guestEvents: Collection<GuestEventRecord>;
  readonly guests: Collection<GuestRecord>;
  readonly images: Collection<ImageRecord>;
  readonly networks: Collection<NetworkRecord>;
  readonly placementGroups: Collection<PlacementGroupRecord>;
  readonly primaryIps: Collection<PrimaryIpRecord>;
  readonly quotas: Collection<QuotaRecord>;
  readonly servers: Collection<ServerRecord>;
  readonly sshKeys: Collection<SshKeyRecord>;
  readonly volumes: Collection<VolumeRecord>;

  /** Ids of actions that run, so that finding what is due does not read the whole history. */
  private readonly running = new Set<number>();

  /** `token` is the project's name: the API knows no other. */
  constructor(
    readonly token: string,
    onWrite: WriteListener,
  ) {
    this.actions = new Collection<ActionRecord>('actions', (name, id, after, undo) => {
      this.noteRunning(id);
      onWrite(name, id, after, () => {
        undo();
        this.noteRunning(id);
      });
    });
    this.attachments = new Collection('attachments', onWrite);
    this.availability = new Collection('availability', onWrite);
    this.firewalls = new Collection('firewalls', onWrite);
    this.guestEvents = new Collection('guestEvents', onWrite);
    this.guests = new Collection('guests', onWrite);
    this.images = new Collection('images', onWrite);
    this.networks = new Collection('networks', onWrite);
    this.placementGroups = new Collection('placementGroups', onWrite);
    this.primaryIps = new Collection('primaryIps', onWrite);
    this.quotas = new Collection('quotas', onWrite);
    this.servers = new Collection('servers', onWrite);
    this.sshKeys = new Collection('sshKeys', onWrite);
    this.volumes = new Collection('volumes', onWrite);
  }

  runningActions(): ActionRecord[] {
    return [...this.running].map((id) => this.actions.get(id));
  }

  collections(): Collection<Identified>[] {
    return [
      this.actions,
      this.attachments,
      this.availability,
      this.firewalls,
      this.guestEvents,
      this.guests,
      this.images,
      this.networks,
      this.placementGroups,
      this.primaryIps,
      this.quotas,
      this.servers,
      this.sshKeys,
      this.volumes,
    ];
  }

  /** Takes over a record from the journal. */
  load(collectionName: string, id: number, record: Identified | null): void {
    const collection = this.collections().find(({ name }) => name === collectionName);
    if (collection === undefined) throw new Error(`unknown collection ${collectionName} in the stored state`);
    collection.load(id, record);
    if (collectionName === 'actions') this.noteRunning(id);
  }

  private noteRunning(id: number): void {
    if (this.actions.find(id)?.status === 'running') this.running.add(id);
    else this.running.delete(id);
  }
}
