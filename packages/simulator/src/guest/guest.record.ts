/** What a machine is like inside, as far as the simulator plays it. Its id is the server's. */
export interface GuestRecord {
  readonly id: number;
  /** Counts the boots, from 1; 0 before the first. */
  readonly boot: number;
  /** Counts the disks: 1, and one more for each rebuild. */
  readonly disk: number;
  /** When its programs run, a moment after the power came; null while the machine is off. */
  readonly upAtMs: number | null;
  /** Ended by a power cycle or a reset; no signal gets through to it. */
  readonly isHung: boolean;
  /** Ended by any boot. */
  readonly isAgentDead: boolean;
  /** Whether what it sends leaves it no more, for want of a default route. Ended by any boot. */
  readonly isRouteLost: boolean;
  /** When the machine will have loaded its rules again; null when nobody has taken them away. Ended by any boot. */
  readonly rulesHealAtMs: number | null;
  /** What a program in the machine keeps on its disk, as JSON; null for nothing. Ended by a rebuild. */
  readonly stored: unknown;
}

export type GuestEvent = 'boot' | 'reset' | 'rebuilt' | 'off' | 'deleted';

/** Something that happened to a machine. Ids only go up, over all projects, also after a restart of the simulator. */
export interface GuestEventRecord {
  readonly id: number;
  readonly atMs: number;
  readonly serverId: number;
  readonly event: GuestEvent;
  /** The boot that began with it, or the last one. */
  readonly boot: number;
}
