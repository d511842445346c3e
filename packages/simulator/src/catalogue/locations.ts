import type { Location } from '@seca-hetzner/hetzner/schema';

/** The six locations. Source: API description, `GET /locations` and "Network Zones"; ids 4 to 6 from memory. */
export const locations: readonly Location[] = [
  location(1, 'fsn1', 'Falkenstein DC Park 1', 'DE', 'Falkenstein', 50.47612, 12.370071, 'eu-central'),
  location(2, 'nbg1', 'Nuremberg DC Park 1', 'DE', 'Nuremberg', 49.452102, 11.076665, 'eu-central'),
  location(3, 'hel1', 'Helsinki DC Park 1', 'FI', 'Helsinki', 60.169855, 24.938379, 'eu-central'),
  location(4, 'ash', 'Ashburn, VA', 'US', 'Ashburn, VA', 39.045821, -77.487073, 'us-east'),
  location(5, 'hil', 'Hillsboro, OR', 'US', 'Hillsboro, OR', 45.54222, -122.951924, 'us-west'),
  location(6, 'sin', 'Singapore', 'SG', 'Singapore', 1.283333, 103.833333, 'ap-southeast'),
];

export const networkZones: ReadonlySet<string> = new Set(locations.map(({ network_zone }) => network_zone));

export function locationOf(id: number): Location {
  const found = locations.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no location ${id}`);
  return found;
}

function location(
  id: number,
  name: string,
  description: string,
  country: string,
  city: string,
  latitude: number,
  longitude: number,
  networkZone: string,
): Location {
  return { id, name, description, country, city, latitude, longitude, network_zone: networkZone };
}
