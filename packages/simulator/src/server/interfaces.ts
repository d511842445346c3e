import type { Project } from '../world/project.js';

export function hasPublicInterface(project: Project, serverId: number): boolean {
  return project.primaryIps.findBy(({ assigneeId }) => assigneeId === serverId) !== undefined;
}

/** A server without any can't be started. */
export function hasInterface(project: Project, serverId: number): boolean {
  const isAttached = project.attachments.findBy(
    (attachment) => attachment.serverId === serverId && attachment.state !== 'attaching',
  );
  return hasPublicInterface(project, serverId) || isAttached !== undefined;
}
