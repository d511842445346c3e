import { randomUUID } from 'node:crypto';
import { actionToWire } from '../actions/action.wire.js';
import { type Answer, type Call, created, type Operation, post } from '../api/operation.js';
import { newRootPassword } from './passwords.js';
import { freeServer, startOnServer } from './server-call.js';

export const serverConsoleOperations: readonly Operation[] = [
  post('/servers/{id}/actions/request_console', requestConsole),
];

/** The address leads nowhere: there is no screen. The action is over in the answer, as in the API description. */
function requestConsole(call: Call): Answer {
  const server = freeServer(call);
  const action = startOnServer(call, 'request_console', { on: 'nothing' }, null);
  return created({
    wss_url: `wss://console.invalid/?server_id=${server.id}&token=${randomUUID()}`,
    password: newRootPassword(),
    action: actionToWire(action, call.nowMs),
  });
}
