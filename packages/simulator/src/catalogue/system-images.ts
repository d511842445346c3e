import type { Deprecation, Image } from '@seca-hetzner/hetzner/schema';

interface Distribution {
  readonly name: string;
  readonly description: string;
  readonly flavor: Image['os_flavor'];
  readonly version: string;
  readonly created: string;
  readonly deprecation?: Deprecation;
}

const DEBIAN_11_END: Deprecation = {
  announced: '2026-07-01T00:00:00Z',
  unavailable_after: '2027-01-01T00:00:00Z',
};

/** Distributions of 2026. Names: docs.hetzner.com/cloud/servers; dates and ids are made up. */
const DISTRIBUTIONS: readonly Distribution[] = [
  distribution('ubuntu', 'Ubuntu', '22.04', '2022-04-21T13:32:38Z'),
  distribution('ubuntu', 'Ubuntu', '24.04', '2024-04-25T13:26:27Z'),
  distribution('ubuntu', 'Ubuntu', '26.04', '2026-04-23T12:00:00Z'),
  { ...distribution('debian', 'Debian', '11', '2021-08-16T11:12:01Z'), deprecation: DEBIAN_11_END },
  distribution('debian', 'Debian', '12', '2023-06-13T06:00:00Z'),
  distribution('debian', 'Debian', '13', '2025-08-11T06:00:00Z'),
  distribution('fedora', 'Fedora', '43', '2025-10-28T06:00:00Z'),
  distribution('fedora', 'Fedora', '44', '2026-04-21T06:00:00Z'),
  distribution('centos', 'CentOS Stream', '9', '2021-12-03T06:00:00Z', 'centos-stream-9'),
  distribution('centos', 'CentOS Stream', '10', '2024-12-12T06:00:00Z', 'centos-stream-10'),
  distribution('rocky', 'Rocky Linux', '9', '2022-07-14T06:00:00Z'),
  distribution('rocky', 'Rocky Linux', '10', '2025-06-11T06:00:00Z'),
  distribution('alma', 'AlmaLinux', '9', '2022-05-26T06:00:00Z'),
  distribution('alma', 'AlmaLinux', '10', '2025-05-27T06:00:00Z'),
  distribution('opensuse', 'openSUSE Leap', '15', '2024-06-12T06:00:00Z'),
];

/** One id of Hetzner's own, the others follow it: ubuntu-24.04 for x86, as used by Terraform's tests. */
const UBUNTU_2404_ID = 161_547_269;

function distribution(
  flavor: Distribution['flavor'],
  label: string,
  version: string,
  created: string,
  name = `${flavor}-${version}`,
): Distribution {
  return { name, description: `${label} ${version}`, flavor, version, created };
}

/** One object per architecture under the same name. Source: API description, `GET /images`. */
export const systemImages: readonly Image[] = DISTRIBUTIONS.flatMap((entry, at) => [
  systemImage(entry, idOf(at, 0), 'x86'),
  systemImage(entry, idOf(at, 1), 'arm'),
]);

function idOf(at: number, variant: 0 | 1): number {
  const ubuntuAt = DISTRIBUTIONS.findIndex(({ name }) => name === 'ubuntu-24.04');
  return UBUNTU_2404_ID + 2 * (at - ubuntuAt) + variant;
}

function systemImage(entry: Distribution, id: number, architecture: 'x86' | 'arm'): Image {
  return {
    id,
    type: 'system',
    status: 'available',
    name: entry.name,
    description: entry.description,
    image_size: null,
    disk_size: 5,
    created: entry.created,
    created_from: null,
    bound_to: null,
    os_flavor: entry.flavor,
    os_version: entry.version,
    rapid_deploy: architecture === 'x86',
    protection: { delete: false },
    deprecated: entry.deprecation?.announced ?? null,
    deprecation: entry.deprecation ?? null,
    deleted: null,
    labels: {},
    architecture,
  };
}
