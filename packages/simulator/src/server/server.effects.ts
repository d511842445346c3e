import type { ActionError } from '@seca-hetzner/hetzner/schema';
import type { ServerEffect } from '../actions/effect.js';
import type { EffectContext, EffectRules } from '../actions/starter.js';
import { serverTypeOf } from '../catalogue/server-types.js';
import { bootGuest, hearsSignals, renewGuest, stopGuest } from '../guest/guest.rules.js';
import { unreachable } from '../unreachable.js';
import { hasInterface } from './interfaces.js';
import { removeServer } from './server.removal.js';
import type { ServerRecord } from './server.record.js';

/** Seen in github.com/hetznercloud/terraform-provider-hcloud/issues/1265. */
const NO_INTERFACE: ActionError = {
  code: 'invalid_input',
  message: 'no public or private network interfaces found, cannot start server',
};

/**
 * The state machine of a server: initializing, off, starting, running, stopping, rebuilding, migrating, deleting,
 * gone. Sources: API description, "Servers" and "Server Actions".
 */
export const serverEffects: EffectRules<ServerEffect> = {
  begin: ({ project }: EffectContext, effect: ServerEffect) => {
    const server = project.servers.find(effect.serverId);
    const status = server === undefined ? undefined : statusWhile(server, effect);
    if (status !== undefined) project.servers.patch(effect.serverId, { status });
    return undefined;
  },
  complete: (context: EffectContext, effect: ServerEffect) => {
    const server = context.project.servers.find(effect.serverId);
    if (server === undefined) return { code: 'action_failed', message: 'server is gone' };
    return complete(context, server, effect);
  },
  undo: (context: EffectContext, effect: ServerEffect) => {
    const { servers } = context.project;
    const server = servers.find(effect.serverId);
    const status = server === undefined ? undefined : statusAfterFailure(server, effect);
    if (status !== undefined) servers.patch(effect.serverId, { status });
    if (status === 'off') stopGuest(context, servers.get(effect.serverId));
    return undefined;
  },
};

function statusWhile({ status }: ServerRecord, effect: ServerEffect): ServerRecord['status'] | undefined {
  switch (effect.do) {
    case 'start':
    case 'reset':
      return status === 'running' ? undefined : 'starting';
    case 'stop':
      return status === 'off' ? undefined : 'stopping';
    case 'delete':
      return 'deleting';
    case 'rebuild':
      return 'rebuilding';
    case 'change-type':
      return 'migrating';
    default:
      return undefined;
  }
}

function statusAfterFailure(server: ServerRecord, effect: ServerEffect): ServerRecord['status'] | undefined {
  switch (effect.do) {
    case 'create':
    case 'rebuild':
    case 'change-type':
      return 'off';
    case 'start':
    case 'reset':
      return server.status === 'starting' ? 'off' : undefined;
    case 'stop':
      return server.status === 'stopping' ? 'running' : undefined;
    case 'delete':
      return effect.statusBefore;
    default:
      return undefined;
  }
}

function complete(
  context: EffectContext,
  server: ServerRecord,
  effect: ServerEffect,
): ActionError | undefined {
  const { servers } = context.project;
  switch (effect.do) {
    case 'create':
      servers.patch(server.id, { status: 'off', ...lockedForAMoment(context, server) });
      return undefined;
    case 'start':
      return start(context, server, effect.isFirstStart, server.status === 'running' ? null : 'boot');
    case 'stop':
      stopGuest(context, server);
      servers.patch(server.id, { status: 'off', powerEpoch: server.powerEpoch + 1 });
      return undefined;
    case 'shutdown':
      sendShutdownSignal(context, server);
      return undefined;
    case 'guest-off':
      if (hearsSignals(context.project, server) && server.powerEpoch === effect.powerEpoch) {
        stopGuest(context, server);
        servers.patch(server.id, { status: 'off', powerEpoch: server.powerEpoch + 1 });
      }
      return undefined;
    case 'reboot':
      // The ACPI signal reaches only a machine that runs.
      if (hearsSignals(context.project, server)) {
        bootGuest(context, server, 'boot');
        servers.patch(server.id, freshBoot(server));
      }
      return undefined;
    case 'reset':
      return start(context, server, false, 'reset');
    case 'delete':
      removeServer(context, server);
      return undefined;
    case 'rebuild':
      servers.patch(server.id, { imageId: effect.imageId, userData: effect.userData });
      renewGuest(context, server, hasInterface(context.project, server.id));
      return restart(context, server.id);
    case 'change-type':
      changeType(context, server, effect.serverTypeId, effect.isDiskUpgraded);
      if (hasInterface(context.project, server.id)) bootGuest(context, server, 'boot');
      return restart(context, server.id);
    case 'join-placement-group':
      servers.patch(server.id, { placementGroupId: effect.placementGroupId });
      return undefined;
    case 'leave-placement-group':
      servers.patch(server.id, { placementGroupId: null });
      return undefined;
    case 'insert-iso':
      servers.patch(server.id, { isoId: effect.isoId });
      return undefined;
    default:
      return unreachable(effect);
  }
}

/** `event` is how the guest boots; null when it runs already and notices nothing. */
function start(
  context: EffectContext,
  server: ServerRecord,
  isFirstStart: boolean,
  event: 'boot' | 'reset' | null,
): ActionError | undefined {
  if (!hasInterface(context.project, server.id)) return NO_INTERFACE;
  if (event !== null) bootGuest(context, server, event);
  context.project.servers.patch(server.id, {
    status: 'running',
    ...freshBoot(server),
    ...(isFirstStart ? lockedForAMoment(context, server) : {}),
  });
  return undefined;
}

/** After a rebuild or a change of type the server comes up again, if it can. */
function restart(context: EffectContext, serverId: number): undefined {
  const server = context.project.servers.get(serverId);
  const status = hasInterface(context.project, serverId) ? 'running' : 'off';
  context.project.servers.patch(serverId, { status, ...freshBoot(server) });
}

/** Booting uses up rescue mode, and what the machine was told before no longer counts. */
function freshBoot({ powerEpoch }: ServerRecord): Pick<ServerRecord, 'powerEpoch' | 'rescueUntilMs'> {
  return { powerEpoch: powerEpoch + 1, rescueUntilMs: null };
}

/** The action ends when the signal is sent; the guest needs a while longer, and nothing waits for it. */
function sendShutdownSignal(context: EffectContext, server: ServerRecord): void {
  context.start({
    command: 'guest_off',
    resources: [{ id: server.id, type: 'server' }],
    effect: { on: 'server', do: 'guest-off', serverId: server.id, powerEpoch: server.powerEpoch },
    work: 'guest-shutdown',
    isListed: false,
  });
}

/** Seen in github.com/syself/cluster-api-provider-hetzner/pull/754: locked although all actions are done. */
function lockedForAMoment(context: EffectContext, { id }: ServerRecord): Pick<ServerRecord, 'lockedUntilMs'> {
  return { lockedUntilMs: context.atMs + context.durations('settle-new-server', id) };
}

function changeType(
  { project }: EffectContext,
  server: ServerRecord,
  serverTypeId: number,
  isDiskUpgraded: boolean,
): void {
  const { diskGb } = serverTypeOf(serverTypeId);
  const primaryDiskSizeGb = isDiskUpgraded ? diskGb : server.primaryDiskSizeGb;
  project.servers.patch(server.id, { serverTypeId, primaryDiskSizeGb });
}
