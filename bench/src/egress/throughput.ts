import { fileURLToPath } from 'node:url';
import { World, WEB_ADDRESS, type Machine } from '@seca-hetzner/proofs/world';
import { machineLoad } from '../machine-load.js';
import { median, rounded } from '../median.js';
import type { Row } from '../table.js';

/** Many short ones: what else the machine does lasts for seconds and would fall on one of the two. */
const ROUNDS = 25;
const DOWNLOAD_BYTES = 100_000_000;
const CONNECT_MS = 400;
const CONNECT = fileURLToPath(new URL('connect.js', import.meta.url));

/** What a NAT VM needs at the least: forwarding, the address that the route leads to, one rule. */
const ONE_LINE = (alias: string): string => `#cloud-boothook
#!/bin/sh
echo 1 >/proc/sys/net/ipv4/ip_forward
(
  until ip -4 address show dev enp7s0 | grep -q inet; do sleep 0.1; done
  ip address add ${alias}/32 dev enp7s0
) &
nft 'add table ip nat; add chain ip nat out { type nat hook postrouting priority 100; }; add rule ip nat out oifname eth0 masquerade'
`;

/** What a guest gets through a NAT VM. */
interface Sample {
  readonly megabytesPerSecond: number;
  readonly connectionsPerSecond: number;
}

/**
 * What a guest gets through our NAT VM against one whose only rule is a masquerade: in network namespaces wired as
 * Hetzner wires machines, in turns, medians. Needs root and what the egress proof needs.
 */
export async function measureThroughput(): Promise<Row[]> {
  const worlds = [await World.start(), await World.start({ changeNatVm: () => ONE_LINE('10.0.1.253') })];
  try {
    const guests: Machine[] = [];
    for (const world of worlds) {
      await world.addNatVm({ hasHcUtils: true });
      guests.push(await world.addGuest('1.5'));
    }
    for (const guest of guests) await untilOpen(guest);
    const samples: Sample[][] = guests.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, guest] of guests.entries()) samples[index]?.push(await sample(guest));
    }
    const [ours = [], oneLine = []] = samples;
    return [
      rowOf('download, MB/s', ours, oneLine, ({ megabytesPerSecond }) => megabytesPerSecond),
      rowOf('new connections per second', ours, oneLine, ({ connectionsPerSecond }) => connectionsPerSecond),
    ];
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
  }
}

async function untilOpen(guest: Machine): Promise<void> {
  const ask = ['curl', '-fsS', '-m', '2', '--retry', '30', '--retry-all-errors', '--retry-delay', '1'];
  await guest.must([...ask, `http://${WEB_ADDRESS}/address`], { timeoutMs: 120_000 });
}

async function sample(guest: Machine): Promise<Sample> {
  const limit = { timeoutMs: 120_000 };
  const url = `http://${WEB_ADDRESS}/bytes/${DOWNLOAD_BYTES}`;
  const speed = await guest.must(['curl', '-fsS', '-o', '/dev/null', '-w', '%{speed_download}', url], limit);
  const made = await guest.must([process.execPath, CONNECT, WEB_ADDRESS, `${CONNECT_MS}`], limit);
  return { megabytesPerSecond: Number(speed) / 1e6, connectionsPerSecond: Number(made) / (CONNECT_MS / 1e3) };
}

function rowOf(what: string, ours: Sample[], oneLine: Sample[], figureOf: (of: Sample) => number): Row {
  const [own, other] = [ours.map(figureOf), oneLine.map(figureOf)];
  return {
    what,
    ours: Math.round(median(own)),
    oneLine: Math.round(median(other)),
    ratio: rounded(median(own.map((figure, round) => figure / (other[round] ?? Number.NaN)))),
    wanted: '≥ 0.9',
    loadOfMachine: machineLoad(),
  };
}
