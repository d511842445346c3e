import { ApiError } from '../api/errors.js';
import type { Project } from '../world/project.js';

/** Source: docs.hetzner.com/cloud/placement-groups/overview. */
const MAXIMUM_SERVERS_PER_GROUP = 10;
export const MAXIMUM_GROUPS_PER_PROJECT = 50;

/**
 * Code and text as seen in github.com/hetznercloud/terraform-provider-hcloud/issues/1170. A server on its way
 * into the group has its place.
 */
export function assertPlaceInGroup(project: Project, groupId: number): void {
  const members = project.servers.filter(({ placementGroupId }) => placementGroupId === groupId);
  const joining = project
    .runningActions()
    .filter(
      ({ effect }) =>
        effect.on === 'server' && effect.do === 'join-placement-group' && effect.placementGroupId === groupId,
    );
  if (members.length + joining.length < MAXIMUM_SERVERS_PER_GROUP) return;
  throw new ApiError(
    'placement_group_member_limit_reached',
    `placement group with ID ${groupId} contains already ${MAXIMUM_SERVERS_PER_GROUP} servers`,
  );
}
