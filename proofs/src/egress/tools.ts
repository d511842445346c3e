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
// Not every container lets root do that.
const cannotUnshare = tool('util-linux', 'unshare', '--net', '--mount', '--pid', '--fork', 'true').isMissing;

const missing = needed.find((one) => one.isMissing);

/** Whether the proofs cannot run here. */
export const isMissing = cannotUnshare || missing !== undefined;

/** For the end of a group's title: what the proofs lack, nothing where they can run. */
export const note = cannotUnshare ? ' [needs root, and namespaces of its own]' : (missing?.note ?? '');
