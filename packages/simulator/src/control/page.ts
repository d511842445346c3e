import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { Simulator } from '../simulator.js';
import type { Project } from '../world/project.js';
import { escaped, table } from './html.js';
import { projectToWire } from './state.routes.js';

const LAST_CALLS = 50;

const STYLE = `body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222; background: #fff; }
table { border-collapse: collapse; margin: 0.5em 0 1.5em; }
caption { text-align: left; font-weight: 600; padding: 0.3em 0; }
th, td { text-align: left; padding: 0.15em 0.9em 0.15em 0; border-bottom: 1px solid #ddd; vertical-align: top; }
td { max-width: 22em; overflow-wrap: anywhere; }
code { font-size: 0.9em; overflow-wrap: anywhere; }`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** What is in the simulator, for a person. It is made anew by each request and holds no script. */
export function pageRoutes(simulator: Simulator): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    response.set('Content-Security-Policy', `default-src 'none'; style-src 'sha256-${STYLE_HASH}'`);
    response.type('html').send(page(simulator));
  });
  return router;
}

function page(simulator: Simulator): string {
  const { nowMs, isFrozen, scale } = simulator.clock.state();
  const pace = isFrozen ? ' and stands still' : scale === 1 ? '' : ` and runs ${scale} times as fast`;
  const projects = simulator.world.projects().map((project) => projectSection(simulator, project));
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Simulator</title><style>${STYLE}</style></head>
<body>
<h1>Simulator</h1>
<p>The clock says ${new Date(nowMs).toISOString()}${pace}.</p>
${projects.length === 0 ? '<p>Nobody has called yet: a project begins with the first call of its token.</p>' : projects.join('\n')}
${faultTable(simulator)}
${callTable(simulator)}
</body>
</html>
`;
}

function projectSection(simulator: Simulator, project: Project): string {
  const { token, objects, running_actions: running } = projectToWire(simulator, project);
  const lists: [string, readonly object[]][] = [...Object.entries(objects), ['running actions', running]];
  const filled = lists.filter(([, list]) => list.length > 0);
  return `<h2>Project <code>${escaped(token)}</code></h2>
${filled.length === 0 ? '<p>Nothing is in it.</p>' : ''}
${filled.map(([type, list]) => objectTable(type, list)).join('\n')}`;
}

/** The columns of each type, as the API names them; a type that is not here shows what all have. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  servers: ['status', 'locked', 'server_type', 'location', 'public_net', 'private_net', 'volumes', 'labels'],
  networks: ['ip_range', 'subnets', 'routes', 'servers', 'labels'],
  primary_ips: ['ip', 'assignee_id', 'auto_delete', 'location', 'labels'],
  volumes: ['size', 'status', 'server', 'location', 'labels'],
  images: ['type', 'status', 'description', 'architecture', 'labels'],
  firewalls: ['rules', 'applied_to', 'labels'],
  placement_groups: ['type', 'servers', 'labels'],
  ssh_keys: ['fingerprint', 'labels'],
  'running actions': ['command', 'progress', 'started', 'resources'],
};

function objectTable(type: string, list: readonly object[]): string {
  const columns = ['id', ...(type === 'running actions' ? [] : ['name']), ...(COLUMNS[type] ?? ['created'])];
  const rows = list.map((object) => {
    const fields = new Map<string, unknown>(Object.entries(object));
    return columns.map((column) => shown(fields.get(column)));
  });
  return table(`${type.replaceAll('_', ' ')} (${list.length})`, columns, rows);
}

/** Names stand for what has one; the rest is told in full. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && 'name' in value && typeof value.name === 'string') return value.name;
  const json = JSON.stringify(value);
  return json === '[]' || json === '{}' ? '' : json;
}

function faultTable({ faults }: Simulator): string {
  const rows = faults
    .list()
    .map(({ id, operation, effect, fired }) => [
      String(id),
      operation,
      JSON.stringify(effect),
      String(fired),
    ]);
  return rows.length === 0 ? '' : table('fault rules', ['id', 'operation', 'effect', 'fired'], rows);
}

function callTable({ calls }: Simulator): string {
  const rows = calls
    .list(0, undefined)
    .slice(-LAST_CALLS)
    .toReversed()
    .map(({ at, method, path, status, code }) => [at, method, path, String(status ?? 'cut'), code ?? '']);
  return rows.length === 0 ? '' : table('last calls', ['at', 'method', 'path', 'status', 'code'], rows);
}
