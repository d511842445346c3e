import type { Iso } from '@seca-hetzner/hetzner/schema';

/** A few of the public images for installing a system by hand; names and ids are illustrative. */
export const isos: readonly Iso[] = [
  iso(122_630, 'virtio-win-0.1.271.iso', 'Virtio drivers for Windows', null),
  iso(122_631, 'debian-13.1.0-amd64-netinst.iso', 'Debian 13.1 (amd64/netinstall)', 'x86'),
  iso(122_632, 'debian-13.1.0-arm64-netinst.iso', 'Debian 13.1 (arm64/netinstall)', 'arm'),
  iso(122_633, 'FreeBSD-14.3-RELEASE-amd64-dvd1.iso', 'FreeBSD 14.3 (amd64)', 'x86'),
  {
    ...iso(122_634, 'debian-11.11.0-amd64-netinst.iso', 'Debian 11.11 (amd64/netinstall)', 'x86'),
    deprecation: { announced: '2026-07-01T00:00:00Z', unavailable_after: '2027-01-01T00:00:00Z' },
  },
];

function iso(id: number, name: string, description: string, architecture: Iso['architecture']): Iso {
  return { id, name, description, type: 'public', deprecation: null, architecture };
}

/** Those that can still be had: a deprecated one is gone when its time is over, from lists as from use. */
export function presentIsos(nowMs: number): readonly Iso[] {
  return isos.filter(({ deprecation }) => Date.parse(deprecation?.unavailable_after ?? '9999') > nowMs);
}
