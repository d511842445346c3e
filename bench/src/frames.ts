/** What a page costs per frame, read from a trace of Chromium's. */

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  args?: { name?: string };
}

export interface FrameFigures {
  frames: number;
  /** Script, style and layout of a frame, in ms. */
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

const FRAME = 'BeginMainThreadFrame';

/** `trace` as `browser.stopTracing` gives it, of categories that hold `devtools.timeline` and `toplevel`. */
export function framesOf(trace: Buffer): FrameFigures {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const events = ofBusiestPage(traceEvents);
  const starts = events.filter(({ name }) => name === FRAME).map(({ ts }) => ts);
  const work = merged(events.filter(({ name, dur }) => WORK.has(name) && dur !== undefined));
  const perFrame = starts.map((start, index) => {
    const end = starts[index + 1] ?? Infinity;
    const inFrame = work.filter(({ from }) => from >= start && from < end);
    return inFrame.reduce((sum, { from, to }) => sum + (to - from), 0) / 1_000;
  });
  // Nothing is known of where the last one ends.
  const sorted = perFrame.slice(0, -1).toSorted((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  const tasks = events.filter(({ name }) => name === 'RunTask').map(({ dur = 0 }) => dur / 1_000);
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

/** Events lie within each other; what they cover is counted once. */
function merged(events: readonly TraceEvent[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const { ts, dur = 0 } of events) {
    const last = spans.at(-1);
    if (last && ts < last.to) last.to = Math.max(last.to, ts + dur);
    else spans.push({ from: ts, to: ts + dur });
  }
  return spans;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
