import type { AttachmentEffect } from '../actions/effect.js';
import type { EffectContext, EffectRules } from '../actions/starter.js';

/**
 * An interface holds its addresses from the first moment and shows when the action succeeds. One whose network
 * or server was deleted meanwhile is gone already.
 */
export const attachmentEffects: EffectRules<AttachmentEffect> = {
  begin: ({ project }: EffectContext, effect: AttachmentEffect) => {
    if (effect.do === 'detach' && project.attachments.find(effect.attachmentId) !== undefined) {
      project.attachments.patch(effect.attachmentId, { state: 'detaching' });
    }
    return undefined;
  },
  complete: ({ project }: EffectContext, effect: AttachmentEffect) => {
    const attachment = project.attachments.find(effect.attachmentId);
    if (effect.do === 'detach') {
      project.attachments.remove(effect.attachmentId);
      return undefined;
    }
    if (attachment === undefined) return { code: 'action_failed', message: 'network is gone' };
    if (effect.do === 'attach') project.attachments.patch(attachment.id, { state: 'attached' });
    else {
      const aliasIps = attachment.nextAliasIps ?? attachment.aliasIps;
      project.attachments.patch(attachment.id, { aliasIps, nextAliasIps: null });
    }
    return undefined;
  },
  undo: ({ project }: EffectContext, effect: AttachmentEffect) => {
    if (project.attachments.find(effect.attachmentId) === undefined) return undefined;
    if (effect.do === 'attach') project.attachments.remove(effect.attachmentId);
    else if (effect.do === 'detach') project.attachments.patch(effect.attachmentId, { state: 'attached' });
    else project.attachments.patch(effect.attachmentId, { nextAliasIps: null });
    return undefined;
  },
};
