/** What a page costs per frame, read from a trace of Chromium's. */

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  /** Of `dur`, what the thread itself was at work; microseconds. */
  tdur?: number;
  args?: { name?: string };
}

export interface FrameFigures {
  frames: number;
  /** Script, style and layout of a frame, in ms of the thread's own time: what else the machine does is not in it. */
  p50: number;
  p95: number;
  worst: number;
  /** The longest task of the page's main thread, in ms, painting included. */
  longestTask: number;
}

/** Everything that runs scripts, and what follows from it up to where boxes are. */
const WORK = new Set([
  'EventDispatch',
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'RunMicrotasks',
  'UpdateLayoutTree',
  'Layout',
  'MinorGC',
  'MajorGC',
]);

/** A frame is handed to whoever puts it on the screen: the end of the main thread's work for it. */
const FRAME = 'BeginCommitCompositorFrame';

/** The categories that a trace has to have. */
export const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** `trace` as `browser.stopTracing` gives it, of `CATEGORIES`. */
export function framesOf(trace: Buffer): FrameFigures {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const events = ofBusiestPage(traceEvents);
  const ends = events.filter(({ name }) => name === FRAME).map(({ ts }) => ts);
  const work = outermost(events.filter(({ name, dur }) => WORK.has(name) && dur !== undefined));
  const perFrame = ends.slice(1).map((end, index) => {
    const start = ends[index] ?? 0;
    const inFrame = work.filter(({ ts }) => ts >= start && ts < end);
    return inFrame.reduce((sum, event) => sum + ownTimeOf(event), 0);
  });
  const sorted = perFrame.toSorted((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  const tasks = events.filter(({ name }) => name === 'RunTask').map(ownTimeOf);
  return {
    frames: sorted.length,
    p50: at(0.5),
    p95: at(0.95),
    worst: at(1),
    longestTask: round(tasks.reduce((longest, task) => Math.max(longest, task), 0)),
  };
}

/** The events of the main thread that drew the most frames, in order. */
function ofBusiestPage(events: readonly TraceEvent[]): TraceEvent[] {
  const frames = new Map<string, number>();
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  for (const event of events) {
    if (event.name === FRAME) frames.set(threadOf(event), (frames.get(threadOf(event)) ?? 0) + 1);
  }
  const [busiest] = [...frames].toSorted(([, a], [, b]) => b - a);
  return events
    .filter((event) => event.ts > 0 && threadOf(event) === busiest?.[0])
    .toSorted((a, b) => a.ts - b.ts);
}

/** Events lie within each other; the outer ones hold the time of those in them. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let end = 0;
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

/** In ms. */
function ownTimeOf({ dur = 0, tdur = dur }: TraceEvent): number {
  return tdur / 1_000;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
