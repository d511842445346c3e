import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  CROWD,
  networkSpec,
  networks,
  startReplicas,
  subnetSpec,
  tally,
  workspace,
  type Replicas,
} from '../support/replicas.js';

let replicas: Replicas;

beforeAll(async () => {
  replicas = await startReplicas();
});
afterAll(() => replicas.close());
beforeEach(() => replicas.reset('suite'));

const subnets = `${networks}/n/subnets`;
const rangeOf = ({ body }: { body: any }): string => body.status.cidr.ipv4; // oxlint-disable-line typescript/no-explicit-any

async function putNetwork(ipv4 = '10.0.0.0/16'): Promise<void> {
  await replicas.put(workspace, {});
  await replicas.put(`${networks}/n`, { ...networkSpec, cidr: { ipv4 } });
}

async function heldRanges(): Promise<string[]> {
  const rows = await replicas.rows<{ range: string }>('SELECT range::text FROM subnet_range ORDER BY range');
  return rows.map(({ range }) => range);
}

describe('subnets that are put at the same time', () => {
  test('with one range: one has it, and the others wait for it by name', async () => {
    await putNetwork();
    const answers = await replicas.putCrowd((index) => ({
      path: `${subnets}/s${index}`,
      spec: subnetSpec('10.0.1.0/24'),
    }));
    expect(tally(answers)).toEqual({ 201: CROWD });
    const rows = await replicas.rows<{ name: string; holds: boolean; message: string | null }>(
      `SELECT name, uid IN (SELECT subnet_uid FROM subnet_range) AS holds,
              status #>> '{conditions,0,message}' AS message FROM resource WHERE kind = 'subnet'`,
    );
    const holders = rows.filter(({ holds }) => holds);
    expect(holders).toHaveLength(1);
    const waiting = rows.filter(({ message }) => message?.includes(`of subnet '${holders[0]?.name}'`));
    expect(waiting).toHaveLength(CROWD - 1);
    expect(await heldRanges()).toEqual(['10.0.1.0/24']);
  });

  test('with ranges that overlap in part: those accepted are disjoint, the others are refused', async () => {
    await replicas.reset('spec');
    await putNetwork();
    // A /22, its /23s and its /24s, again and again.
    const lengths = [22, 23, 23, 24, 24, 24, 24];
    const thirds = [0, 0, 2, 0, 1, 2, 3];
    const answers = await replicas.putCrowd((index) => {
      const [block, place] = [Math.floor(index / 14), index % 7];
      return {
        path: `${subnets}/s${index}`,
        spec: subnetSpec(`10.0.${block * 4 + (thirds[place] ?? 0)}.0/${lengths[place]}`),
      };
    });
    const accepted = answers.filter(({ status }) => status === 201).map(rangeOf);
    expect(tally(answers)).toEqual({ 201: accepted.length, 'validation-error': CROWD - accepted.length });
    expect((await heldRanges()).toSorted()).toEqual(accepted.toSorted());
    const [overlaps] = await replicas.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM subnet_range a JOIN subnet_range b
           ON a.network_uid = b.network_uid AND a.subnet_uid <> b.subnet_uid AND a.range && b.range`,
    );
    expect(overlaps?.count).toBe(0);
    const [rows] = await replicas.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM resource WHERE kind = 'subnet'`,
    );
    expect(rows?.count).toBe(accepted.length);
  });

  test('that leave the range to us: each gets one of its own', async () => {
    await putNetwork();
    const answers = await replicas.putCrowd((index) => ({
      path: `${subnets}/s${index}`,
      spec: subnetSpec('0.0.0.0/24'),
    }));
    expect(tally(answers)).toEqual({ 201: CROWD });
    expect(new Set(answers.map(rangeOf)).size).toBe(CROWD);
    expect(await heldRanges()).toHaveLength(CROWD);
  });
});

test('networks that leave the range to us at the same time: each gets one of its own', async () => {
  await replicas.put(workspace, {});
  const spec = { ...networkSpec, cidr: { ipv4: '0.0.0.0/16' } };
  const answers = await replicas.putCrowd((index) => ({ path: `${networks}/n${index}`, spec }));
  expect(tally(answers)).toEqual({ 201: CROWD });
  const ranges = new Set(answers.map(rangeOf));
  expect(ranges.size).toBe(CROWD);
  const stored = await replicas.rows<{ range: string }>(
    `SELECT status #>> '{cidr,ipv4}' AS range FROM resource WHERE kind = 'network'`,
  );
  expect(new Set(stored.map(({ range }) => range))).toEqual(ranges);
});
