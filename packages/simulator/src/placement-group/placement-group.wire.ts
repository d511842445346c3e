import type { PlacementGroup } from '@seca-hetzner/hetzner/schema';
import type { Project } from '../world/project.js';
import type { PlacementGroupRecord } from './placement-group.record.js';

export function placementGroupToWire(project: Project, group: PlacementGroupRecord): PlacementGroup {
  return {
    id: group.id,
    name: group.name,
    labels: group.labels,
    type: 'spread',
    created: group.created,
    servers: project.servers
      .filter(({ placementGroupId }) => placementGroupId === group.id)
      .map(({ id }) => id),
  };
}
