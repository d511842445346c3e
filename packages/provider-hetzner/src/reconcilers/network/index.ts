import type { Reconciler, WorkspaceSettings } from '@seca-hetzner/domain';
import type { Sessions } from '../session.js';
import type { NetworkActual } from './actual.js';
import { nextRemedyMs, type AgentOptions } from './agent.js';
import { applyNetworkStep } from './apply.js';
import type { NetworkIntent } from './intent.js';
import { planWithDrift } from './drift.js';
import { concludeDrift, noteDrift } from './drift-record.js';
import { loadNetwork } from './load.js';
import { nextLingerEndMs } from './nat-vm.js';
import { observeNetwork } from './observe.js';
import type { NetworkStep } from './plan.js';
import { reportNetwork } from './report.js';
import { keptRoutes } from './routes.js';

/**
 * A network with its subnets and routes, and the NAT VMs of the gateways that its tables lead to. They are one
 * unit, since Hetzner takes one change of a network at a time, and since a route must not lead to a VM that is
 * not there.
 */
export function networkReconciler(
  sessions: Sessions,
  installation: WorkspaceSettings,
  agents: AgentOptions | undefined,
): Reconciler<NetworkIntent, NetworkActual, NetworkStep> {
  return {
    unit: 'network',
    ownActs: ['reset-nat-vm', 'rebuild-nat-vm'],
    load: (run) =>
      loadNetwork(run, installation, agents && { url: agents.url, hasStandbys: agents.hasStandbys }),
    async observe(intent, run) {
      const actual = await observeNetwork(sessions, intent, run);
      await noteDrift(run, intent, actual);
      return actual;
    },
    plan: planWithDrift,
    apply: (step, intent, actual, run) => applyNetworkStep(step, intent, actual, run, agents),
    report: reportNetwork,
    async conclude(intent, actual, _, run, { manager }) {
      if (!actual) return;
      await concludeDrift(manager, intent, actual, run.domain.clock.now());
      for (const route of keptRoutes(intent, actual)) run.logger.info(route, 'route kept');
    },
    lookAgainAfterMs(intent, actual) {
      const times = [nextLingerEndMs(intent, actual), actual && nextRemedyMs(intent, actual)];
      const known = times.filter((time) => time !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    },
  };
}
