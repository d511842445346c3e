/** A Debian release as Hetzner's image of it boots: what it is made of. */
export interface Suite {
  readonly name: 'Debian 12' | 'Debian 13';
  readonly codename: string;
  /** Installed after the base; cloud-init and what raises interfaces first of all. */
  readonly packages: readonly string[];
  /** Folders of `image-files/` that go into the root, later ones over earlier ones. */
  readonly overlays: readonly string[];
}

const BOTH = [
  'cloud-init',
  'openssh-server',
  'openssl',
  'python3',
  'curl',
  'nftables',
  'procps',
  'iputils-ping',
  'sudo',
];

/** Comes with debootstrap itself: the least that boots. */
export const BASE_PACKAGES: readonly string[] = [
  'systemd-sysv',
  'udev',
  'dbus',
  'iproute2',
  'ca-certificates',
  'linux-image-cloud-amd64',
];

/**
 * The two ways in which a private interface comes up at Hetzner's images: by hc-utils after the network is said to
 * be online, and by nobody at all, as cloud-init before 25.3 leaves it to netplan and knows no private interface.
 */
export const SUITES: readonly Suite[] = [
  {
    name: 'Debian 12',
    codename: 'bookworm',
    packages: [...BOTH, 'ifupdown', 'isc-dhcp-client', 'netbase', 'python3-netifaces', 'locales'],
    overlays: ['common', 'hc-utils'],
  },
  {
    name: 'Debian 13',
    codename: 'trixie',
    packages: [...BOTH, 'netplan.io', 'systemd-resolved', 'libnss-resolve', 'dhcpcd-base', 'e2fsprogs'],
    overlays: ['common'],
  },
];
