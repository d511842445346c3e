export interface ClockState {
  nowMs: number;
  isFrozen: boolean;
  scale: number;
}

/**
 * The simulator's time. It follows the machine's clock until somebody moves, freezes or scales it, and never
 * goes back. Everything that takes time at Hetzner (actions, locks, the rate limit) reads this clock when it is
 * looked at; nothing waits on a timer.
 */
export class Clock {
  private anchorRealMs: number;
  private anchorMs: number;
  private scale = 1;
  private isFrozen = false;

  constructor(private readonly readRealMs: () => number = Date.now) {
    this.anchorRealMs = readRealMs();
    this.anchorMs = this.anchorRealMs;
  }

  nowMs(): number {
    if (this.isFrozen) return this.anchorMs;
    const elapsedRealMs = Math.max(0, this.readRealMs() - this.anchorRealMs);
    return Math.floor(this.anchorMs + elapsedRealMs * this.scale);
  }

  state(): ClockState {
    return { nowMs: this.nowMs(), isFrozen: this.isFrozen, scale: this.scale };
  }

  advance(byMs: number): void {
    this.anchorAt(this.nowMs() + byMs);
  }

  setFrozen(isFrozen: boolean): void {
    this.anchorAt(this.nowMs());
    this.isFrozen = isFrozen;
  }

  /** `scale` 48 lets a day pass in 30 minutes. */
  setScale(scale: number): void {
    this.anchorAt(this.nowMs());
    this.scale = scale;
  }

  /** After a restart time must not be earlier than what the stored state has already seen. */
  notBefore(ms: number): void {
    if (this.nowMs() < ms) this.anchorAt(ms);
  }

  private anchorAt(ms: number): void {
    this.anchorRealMs = this.readRealMs();
    this.anchorMs = ms;
  }
}
