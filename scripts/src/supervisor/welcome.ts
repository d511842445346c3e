/** What `npm start` prints once the demo can be used. */
import { join, relative } from 'node:path';
import { endpointsFile, type Endpoints } from './endpoints.js';

export function welcome(dataDir: string, endpoints: Endpoints, afterMs: number): string {
  return `
Ready after ${(afterMs / 1_000).toFixed(1)} s. Ctrl-C stops everything.

  SECA gateway   ${endpoints.gateway}
  Console        ${endpoints.console}
  Admin API      ${endpoints.admin}
  Cloud          ${endpoints.simulator ?? 'the Hetzner project of the first HCLOUD_TOKEN'}
  Logs           ${fromHere(join(dataDir, 'logs'))}

  SECA token     ${endpoints.token}
  Admin token    ${endpoints.adminToken}

First request:

  TOKEN=$(node -p 'require("${fromHere(endpointsFile(dataDir))}").token')
  curl -H "Authorization: Bearer $TOKEN" ${endpoints.region}/v1/regions
`;
}

// As `require` takes it: a relative path begins with a dot.
function fromHere(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : `./${short}`;
}
