import type { ActionError } from '@seca-hetzner/hetzner/schema';
import { firewallEffects } from '../firewall/firewall.effects.js';
import { imageEffects } from '../image/image.effects.js';
import { attachmentEffects } from '../network/attachment.effects.js';
import { networkEffects } from '../network/network.effects.js';
import { primaryIpEffects } from '../primary-ip/primary-ip.effects.js';
import { serverEffects } from '../server/server.effects.js';
import { unreachable } from '../unreachable.js';
import { volumeEffects } from '../volume/volume.effects.js';
import type { Effect } from './effect.js';
import type { EffectContext } from './starter.js';

export type Phase = 'begin' | 'complete' | 'undo';

/** Hands one phase of an action to the rules of its family. */
export function runEffect(phase: Phase, context: EffectContext, effect: Effect): ActionError | undefined {
  switch (effect.on) {
    case 'server':
      return serverEffects[phase](context, effect);
    case 'network':
      return networkEffects[phase](context, effect);
    case 'attachment':
      return attachmentEffects[phase](context, effect);
    case 'volume':
      return volumeEffects[phase](context, effect);
    case 'primary-ip':
      return primaryIpEffects[phase](context, effect);
    case 'firewall':
      return firewallEffects[phase](context, effect);
    case 'image':
      return imageEffects[phase](context, effect);
    case 'nothing':
      return undefined;
    default:
      return unreachable(effect);
  }
}
