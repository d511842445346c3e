/**
 * From nothing to a node with a way out, and back: binds a Hetzner project to a tenant of its own, plans and applies a
 * network, provisions a node and follows it, explains its egress, rotates the project's token, tears all down and
 * unbinds the project. Needs nothing but an API token of an administrator and two tokens of the project:
 *
 * SECA_ADMIN_URL=http://127.0.0.1:4000/graphql SECA_ADMIN_TOKEN=… SECA_TENANT=automated SECA_REGION=eu-central \
 *   HCLOUD_TOKEN=… HCLOUD_TOKEN_NEXT=… node dist/src/automate.js
 */
import { readFile } from 'node:fs/promises';
import { clientOf, follow } from './client.js';
import {
  ApplyPlanDocument,
  DeleteNodeDocument,
  ExplainDocument,
  MakePlanDocument,
  ProvisionNodeDocument,
} from './generated/graphql.js';
import { bind, rotate, unbind } from './project.js';

const WORKSPACE = 'automated';

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is required`);
  return value;
}

const ask = clientOf(needed('SECA_ADMIN_URL'), needed('SECA_ADMIN_TOKEN'));
const tenant = needed('SECA_TENANT');
const region = needed('SECA_REGION');
const place = { tenant, region, workspace: WORKSPACE };
/** Asking again within one run does nothing twice; another run asks anew. */
const keyOf = (step: string): string => `automate ${process.pid} ${Date.now()} ${step}`;

/** Plans the documents, says what that comes to, and applies it. */
async function declare(documents: string, pruneWorkspace?: string): Promise<void> {
  const { plan } = await ask(MakePlanDocument, {
    input: { tenant, region, documents, pruneWorkspace: pruneWorkspace ?? null },
  });
  for (const { action, urn, faults } of plan.changes) {
    console.log(`${action} ${urn}${faults.map(({ message }) => `: ${message}`).join()}`);
  }
  for (const warning of plan.warnings) console.log(`warning: ${warning}`);
  console.log(`${plan.monthlyEurBefore} € -> ${plan.monthlyEurAfter} € per month, about ${plan.calls} calls`);
  if (!plan.isApplicable) throw new Error('the plan is refused');
  const { applyPlan } = await ask(ApplyPlanDocument, { id: plan.id, key: keyOf(`apply ${plan.id}`) });
  await follow(ask, applyPlan.id);
}

const project = { tenant, name: 'automated', token: needed('HCLOUD_TOKEN') };
const nextToken = needed('HCLOUD_TOKEN_NEXT');
const connectionId = await bind(ask, project);
console.log('the project is connected');

await declare(await readFile(new URL('../../network.yaml', import.meta.url), 'utf8'));

const { provisionNode } = await ask(ProvisionNodeDocument, {
  input: {
    ...place,
    name: 'web',
    network: 'main',
    subnet: 'private',
    sku: 'cx23',
    userData: '#cloud-config\npackages: [nginx]\n',
    idempotencyKey: keyOf('web'),
  },
});
const { target } = await follow(ask, provisionNode.id);
console.log(`running: ${target}`);

const { explainEgress } = await ask(ExplainDocument, { ...place, instance: 'web' });
for (const { name, state } of explainEgress?.hops ?? []) console.log(`hop: ${name}: ${state}`);
console.log(explainEgress?.isOpen ? 'egress: open' : `egress: ${explainEgress?.obstacle?.name ?? 'unknown'}`);

await rotate(ask, connectionId, nextToken);
console.log('connected with the next token');

const { deleteNode } = await ask(DeleteNodeDocument, { ...place, name: 'web', key: keyOf('delete web') });
await follow(ask, deleteNode.id);
// Nothing is declared any more, so the workspace goes with all that it holds.
await declare('', WORKSPACE);
await unbind(ask, connectionId);
console.log('all is gone, and the project unbound');
