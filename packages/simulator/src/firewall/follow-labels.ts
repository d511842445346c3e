import type { Call } from '../api/operation.js';

/**
 * Lets the firewalls look at the labels again in a moment: changes "can take up to a few seconds to be
 * processed". Source: API description, apply_to_resources.
 */
export function followLabels(call: Call): void {
  if (call.project.firewalls.findBy(({ selectors }) => selectors.length > 0) === undefined) return;
  call.actions.start({
    command: 'follow_labels',
    resources: [],
    effect: { on: 'firewall', do: 'follow-labels' },
    work: 'follow-labels',
    isListed: false,
  });
}
