import type { Reconciler, WorkspaceSettings } from '@seca-hetzner/domain';
import type { Sessions } from '../session.js';
import { applyInstanceStep } from './apply.js';
import type { InstanceIntent } from './intent.js';
import { loadInstance } from './load.js';
import { observeInstance } from './observe.js';
import { planInstance, type InstanceActual, type InstanceStep } from './plan.js';
import { reportInstance } from './report.js';

/** An instance: its server with power and attachments, and its boot volume as the server's disk. */
export function instanceReconciler(
  sessions: Sessions,
  installation: WorkspaceSettings,
): Reconciler<InstanceIntent, InstanceActual, InstanceStep> {
  return {
    unit: 'instance',
    load: (run) => loadInstance(run, installation),
    observe: (intent, run) => observeInstance(sessions, intent, run),
    plan: planInstance,
    apply: applyInstanceStep,
    report: reportInstance,
    lookAgainAfterMs: () => undefined,
  };
}
