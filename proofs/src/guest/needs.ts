import { tool } from '@seca-hetzner/provider-hetzner/guest/testing';

const tools = [
  tool('qemu-system-x86', 'qemu-system-x86_64', '--version'),
  tool('qemu-utils', 'qemu-img', '--version'),
  tool('debootstrap', 'debootstrap', '--version'),
  tool('dnsmasq-base', 'dnsmasq', '--version'),
  tool('iproute2', 'ip', '-Version'),
  tool('nftables', 'nft', '--version'),
  tool('python3', 'python3', '--version'),
  tool('e2fsprogs', 'mkfs.ext4', '-V'),
];
// Namespaces and taps need root, and a kernel that lets it: not every container's does.
const root = tool('util-linux', 'unshare', '--net', '--mount', 'test', '-c', '/dev/net/tun');
const missing = tools.find(({ isMissing }) => isMissing);

/** Whether guests can't be booted here. */
export const cannotBoot = missing !== undefined || root.isMissing;

/** For the end of a group's title: what this machine lacks for booting guests, nothing where they can boot. */
export const note = missing?.note ?? (root.isMissing ? ' [needs root]' : '');
