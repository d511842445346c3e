/** What the rules have counted of one source address since the machine booted. */
interface SourceCount {
  packets: number;
  bytes: number;
  lastForwardedAt: string | null;
  droppedPackets: number;
  lastDroppedAt: string | null;
  /** Connections that it has open now. */
  flows: number;
}

/** An answer to `look`. */
export interface Look extends SourceCount {
  readonly source: string;
  readonly isAllowed: boolean;
}

export interface Moment {
  readonly nowMs: number;
  readonly elapsedMs: number;
  /** Who sent packets meanwhile. */
  readonly senders: readonly string[];
  readonly isForwarding: boolean;
  readonly isAllowed: (source: string) => boolean;
}

const OUT_BYTES_PER_SECOND = 2_000;
const IN_BYTES_PER_SECOND = 15_000;
const PACKET_BYTES = 500;
const FLOWS = 4;
/** One that is refused tries again and again. */
const DROPPED_PER_SECOND = 0.5;

/** Counts what a gateway forwards and refuses; each sender sends steadily. */
export class Traffic {
  private bytesOut = 0;
  private bytesIn = 0;
  private readonly counts = new Map<string, SourceCount>();

  pass({ nowMs, elapsedMs, senders, isForwarding, isAllowed }: Moment): void {
    for (const count of this.counts.values()) count.flows = 0;
    if (!isForwarding) return;
    const seconds = elapsedMs / 1_000;
    const at = new Date(nowMs).toISOString();
    for (const source of senders) {
      const count = this.countOf(source);
      if (isAllowed(source)) {
        const outBytes = OUT_BYTES_PER_SECOND * seconds;
        this.bytesOut += outBytes;
        this.bytesIn += IN_BYTES_PER_SECOND * seconds;
        count.bytes += outBytes;
        count.packets += outBytes / PACKET_BYTES;
        count.lastForwardedAt = at;
        count.flows = FLOWS;
      } else {
        count.droppedPackets += DROPPED_PER_SECOND * seconds;
        count.lastDroppedAt = at;
      }
    }
  }

  forwarded(): { bytesOut: number; bytesIn: number } {
    return { bytesOut: Math.floor(this.bytesOut), bytesIn: Math.floor(this.bytesIn) };
  }

  connections(): number {
    return [...this.counts.values()].reduce((sum, { flows }) => sum + flows, 0);
  }

  refused(): number {
    return Math.floor([...this.counts.values()].reduce((sum, { droppedPackets }) => sum + droppedPackets, 0));
  }

  look(source: string, isAllowed: boolean): Look {
    const count = this.counts.get(source) ?? newCount();
    return {
      source,
      isAllowed,
      lastForwardedAt: count.lastForwardedAt,
      packets: Math.floor(count.packets),
      bytes: Math.floor(count.bytes),
      flows: count.flows,
      droppedPackets: Math.floor(count.droppedPackets),
      lastDroppedAt: count.lastDroppedAt,
    };
  }

  private countOf(source: string): SourceCount {
    const count = this.counts.get(source) ?? newCount();
    this.counts.set(source, count);
    return count;
  }
}

function newCount(): SourceCount {
  return { packets: 0, bytes: 0, lastForwardedAt: null, droppedPackets: 0, lastDroppedAt: null, flows: 0 };
}
