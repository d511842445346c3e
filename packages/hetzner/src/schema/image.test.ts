import { expect, test } from 'vitest';
import { imageSchema } from './image.js';

const image = {
  id: 1,
  type: 'system',
  status: 'available',
  name: 'debian-13',
  description: 'Debian 13',
  image_size: null,
  disk_size: 5,
  created: '2025-08-11T06:00:00Z',
  created_from: null,
  bound_to: null,
  os_flavor: 'debian',
  os_version: '13',
  protection: { delete: false },
  deleted: null,
  labels: {},
  architecture: 'x86',
};
const deprecation = { announced: '2026-07-01T00:00:00Z', unavailable_after: '2027-01-01T00:00:00Z' };

test.each([
  ['before September 2026', { deprecated: null }],
  ['while both are told', { deprecated: '2026-07-01T00:00:00Z', deprecation }],
  ['when the old field is gone', { deprecation }],
])('an image is read as Hetzner tells its deprecation %s', (_, fields) => {
  expect(imageSchema.parse({ ...image, ...fields })).toMatchObject(fields);
});
