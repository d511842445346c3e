import { tool } from '@seca-hetzner/provider-hetzner/guest/testing';

// What the proofs run beside what every Debian has.
const needed = [
  tool('iproute2', 'ip', '-Version'),
  tool('nftables', 'nft', '--version'),
  tool('dnsmasq-base', 'dnsmasq', '--version'),
  tool('isc-dhcp-client', 'dhclient', '--version'),
  tool('curl', 'curl', '--version'),
  tool('procps', 'ps', '--version'),
  tool('util-linux', 'setpriv', '--version'),
  tool('systemd', 'systemctl', '--version'),
];
// Making a network namespace needs root, and a kernel that lets it: not every container's does.
const isRoot = tool('util-linux', 'unshare', '--net', '--mount', '--pid', '--fork', 'true');

const missing = needed.find(({ isMissing: is }) => is);

/** Whether the proofs cannot run here. */
export const isMissing = missing !== undefined || isRoot.isMissing;

/** For the end of a group's title: what the proofs lack, nothing where they can run. */
export const note = missing?.note ?? (isRoot.isMissing ? ' [needs root]' : '');
