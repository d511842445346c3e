import type { PrimaryIpEffect } from '../actions/effect.js';
import type { EffectContext, EffectRules } from '../actions/starter.js';

/** Assigned is assigned when the action succeeds. */
export const primaryIpEffects: EffectRules<PrimaryIpEffect> = {
  begin: () => undefined,
  complete: ({ project }: EffectContext, effect: PrimaryIpEffect) => {
    const primaryIp = project.primaryIps.find(effect.primaryIpId);
    if (primaryIp === undefined) return { code: 'action_failed', message: 'primary ip is gone' };
    if (effect.do === 'unassign') {
      project.primaryIps.patch(primaryIp.id, { assigneeId: null });
      return undefined;
    }
    if (project.servers.find(effect.serverId) === undefined) {
      return { code: 'action_failed', message: 'server is gone' };
    }
    project.primaryIps.patch(primaryIp.id, { assigneeId: effect.serverId });
    return undefined;
  },
  undo: () => undefined,
};
