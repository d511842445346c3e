import type { ActionError } from '@seca-hetzner/hetzner/schema';
import type { VolumeEffect } from '../actions/effect.js';
import { isServerHeldByOther } from '../actions/locks.js';
import { unreachable } from '../unreachable.js';
import type { EffectContext, EffectRules } from '../actions/starter.js';

/** Seen when several volumes are made for one server: github.com/hetznercloud/terraform-provider-hcloud/issues/469. */
const SERVER_IS_LOCKED: ActionError = { code: 'unknown_error', message: 'server is locked' };

/** A volume that could not be made is gone; one that could not be moved stays where it was. */
export const volumeEffects: EffectRules<VolumeEffect> = {
  begin: ({ project }: EffectContext, effect: VolumeEffect) => {
    const isRefused =
      effect.do === 'attach' &&
      effect.needsFreeServer &&
      isServerHeldByOther(project, effect.serverId, effect);
    return isRefused ? SERVER_IS_LOCKED : undefined;
  },
  complete: ({ project }: EffectContext, effect: VolumeEffect) => {
    const { volumes, servers } = project;
    if (volumes.find(effect.volumeId) === undefined) {
      return { code: 'action_failed', message: 'volume is gone' };
    }
    switch (effect.do) {
      case 'create':
        volumes.patch(effect.volumeId, { status: 'available' });
        return undefined;
      case 'attach':
        if (servers.find(effect.serverId) === undefined) {
          return { code: 'action_failed', message: 'server is gone' };
        }
        volumes.patch(effect.volumeId, { serverId: effect.serverId });
        return undefined;
      case 'detach':
        volumes.patch(effect.volumeId, { serverId: null });
        return undefined;
      case 'resize':
        volumes.patch(effect.volumeId, { sizeGb: effect.sizeGb });
        return undefined;
      default:
        return unreachable(effect);
    }
  },
  undo: ({ project }: EffectContext, effect: VolumeEffect) => {
    if (effect.do === 'create') project.volumes.remove(effect.volumeId);
    return undefined;
  },
};
