import { invalidField } from '../api/errors.js';
import { type Answer, type Call, get, ok, type Operation } from '../api/operation.js';
import { getById } from '../api/references.js';
import { timestamp } from '../world/timestamp.js';

/** Source of all of this: API description, `GET /servers/{id}/metrics`. */
const SERIES: Readonly<Record<string, readonly string[]>> = {
  cpu: ['cpu'],
  disk: ['disk.0.iops.read', 'disk.0.iops.write', 'disk.0.bandwidth.read', 'disk.0.bandwidth.write'],
  network: ['network.0.pps.in', 'network.0.pps.out', 'network.0.bandwidth.in', 'network.0.bandwidth.out'],
};
const SAMPLES_UNASKED = 200;
const MAXIMUM_SAMPLES = 500;
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

export const serverMetricsOperations: readonly Operation[] = [get('/servers/{id}/metrics', readMetrics)];

/** Nothing runs in a simulated machine: every sample is zero, from its creation to now. */
function readMetrics(call: Call): Answer {
  const server = getById(call.project.servers, 'server', call.id);
  const startMs = momentOf(call, 'start');
  const endMs = momentOf(call, 'end');
  if (endMs < startMs) throw invalidField('end', 'must not be before start');
  const stepS = stepOf(call, (endMs - startMs) / 1_000);
  const fromMs = Math.max(startMs, Date.parse(server.created), call.nowMs - KEPT_MS);
  const values = samples(startMs, Math.min(endMs, call.nowMs), stepS).filter(([at]) => at * 1_000 >= fromMs);
  const names = typesOf(call).flatMap((type) => SERIES[type] ?? []);
  return ok({
    metrics: {
      start: timestamp(startMs),
      end: timestamp(endMs),
      step: stepS,
      time_series: Object.fromEntries(names.map((name) => [name, { values }])),
    },
  });
}

/** Repeated or separated by commas. */
function typesOf(call: Call): readonly string[] {
  const types = call.query
    .getAll('type')
    .flatMap((text) => text.split(','))
    .filter((type) => type !== '');
  if (types.length === 0) throw invalidField('type', 'Missing data for required field.');
  const unknown = types.find((type) => !Object.hasOwn(SERIES, type));
  if (unknown !== undefined) throw invalidField('type', `'${unknown}' is not supported`);
  return [...new Set(types)];
}

function momentOf(call: Call, parameter: 'start' | 'end'): number {
  const text = call.query.get(parameter);
  if (text === null) throw invalidField(parameter, 'Missing data for required field.');
  // An offset's plus sign may have come as it is, which a query reads as a space.
  const ms = Date.parse(text.replace(' ', '+'));
  if (Number.isNaN(ms)) throw invalidField(parameter, 'must be a time in RFC 3339');
  return ms;
}

/** As asked, unless that gives too many samples. */
function stepOf(call: Call, periodS: number): number {
  const text = call.query.get('step');
  if (text === null) return Math.max(1, Math.ceil(periodS / SAMPLES_UNASKED));
  const step = Number(text);
  if (!Number.isFinite(step) || step <= 0) throw invalidField('step', 'must be a positive number');
  return Math.max(step, Math.ceil(periodS / MAXIMUM_SAMPLES), 1);
}

function samples(startMs: number, endMs: number, stepS: number): [at: number, value: string][] {
  const all: [number, string][] = [];
  for (let ms = startMs; ms < endMs; ms += stepS * 1_000) all.push([ms / 1_000, '0']);
  return all;
}
