import { spawnSync } from 'node:child_process';
import { getuid } from 'node:process';

const PROGRAMS = {
  'qemu-system-x86_64': 'qemu-system-x86',
  'qemu-img': 'qemu-utils',
  debootstrap: 'debootstrap',
  dnsmasq: 'dnsmasq-base',
  nft: 'nftables',
  ip: 'iproute2',
  python3: 'python3',
  'mkfs.ext4': 'e2fsprogs',
} as const;

/** For the end of a title: what this machine lacks for booting guests; nothing when it has all of it. */
export function missing(): string {
  if (process.platform !== 'linux') return ' [needs Linux]';
  if (getuid?.() !== 0) return ' [needs root]';
  const packages = Object.entries(PROGRAMS)
    .filter(([program]) => spawnSync('sh', ['-c', `command -v ${program}`], { env: ENV }).status !== 0)
    .map(([, debianPackage]) => debianPackage);
  const advice = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  return packages.length === 0 ? '' : ` [needs ${packages.join(', ')}: ${advice}]`;
}

const ENV = { PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
