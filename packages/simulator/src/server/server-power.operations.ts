import { actionStarted } from '../actions/answers.js';
import type { Work } from '../actions/durations.js';
import type { ServerEffect } from '../actions/effect.js';
import { type Answer, type Call, type Operation, post } from '../api/operation.js';
import { freeServer, startOnServer } from './server-call.js';

/** Starting what runs and stopping what is off succeeds and changes nothing. */
export const serverPowerOperations: readonly Operation[] = [
  post('/servers/{id}/actions/poweron', (call) => {
    const server = freeServer(call);
    const effect = { on: 'server', do: 'start', serverId: server.id, isFirstStart: false } as const;
    return switchPower(call, 'start_server', effect, 'start-server');
  }),
  post('/servers/{id}/actions/poweroff', (call) =>
    switchPower(call, 'stop_server', simple(call, 'stop'), 'stop-server'),
  ),
  post('/servers/{id}/actions/shutdown', (call) =>
    switchPower(call, 'shutdown_server', simple(call, 'shutdown'), 'send-acpi'),
  ),
  post('/servers/{id}/actions/reboot', (call) =>
    switchPower(call, 'reboot_server', simple(call, 'reboot'), 'send-acpi'),
  ),
  post('/servers/{id}/actions/reset', (call) =>
    switchPower(call, 'reset_server', simple(call, 'reset'), 'reset-server'),
  ),
];

function simple(call: Call, what: 'stop' | 'shutdown' | 'reboot' | 'reset'): ServerEffect {
  return { on: 'server', do: what, serverId: freeServer(call).id };
}

function switchPower(call: Call, command: string, effect: ServerEffect, work: Work): Answer {
  return actionStarted(call, startOnServer(call, command, effect, work));
}
