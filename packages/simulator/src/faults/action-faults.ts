import type { ActionFault } from '../actions/action.record.js';
import type { FaultEffect, FaultRule } from './fault-rule.js';

/** How the rules that hit a call let the actions end that it starts. */
export function actionFaults(rules: readonly FaultRule[]): (command: string) => ActionFault | null {
  return (command) => {
    for (const { effect } of rules) {
      const isMeant = !('command' in effect) || effect.command === undefined || effect.command === command;
      const fault = isMeant ? actionFault(effect) : null;
      if (fault !== null) return fault;
    }
    return null;
  };
}

function actionFault(effect: FaultEffect): ActionFault | null {
  switch (effect.type) {
    case 'action-error':
      return { type: 'fails', error: { code: effect.code, message: effect.message } };
    case 'action-hang':
      return { type: 'hangs' };
    case 'action-without-effect':
      return { type: 'without-effect' };
    default:
      return null;
  }
}
