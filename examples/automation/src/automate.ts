/**
 * From nothing to a node with a way out, and back: plans and applies a network, provisions a node and follows it,
 * explains its egress, and tears all down. Needs nothing but an API token:
 *
 * SECA_ADMIN_URL=http://127.0.0.1:4000/graphql SECA_ADMIN_TOKEN=… SECA_TENANT=demo SECA_REGION=eu-central \
 *   node dist/src/automate.js
 */
import { readFile } from 'node:fs/promises';
import { clientOf, follow } from './client.js';
import {
  ApplyPlanDocument,
  ConnectionsDocument,
  DeleteNodeDocument,
  ExplainDocument,
  MakePlanDocument,
  ProvisionNodeDocument,
} from './generated/graphql.js';

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

const { providerConnections } = await ask(ConnectionsDocument, {});
const isConnected = providerConnections.some((each) => each.tenant === tenant && each.status === 'connected');
if (!isConnected) throw new Error(`tenant ${tenant} has no connected project`);

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

const { deleteNode } = await ask(DeleteNodeDocument, { ...place, name: 'web', key: keyOf('delete web') });
await follow(ask, deleteNode.id);
await declare(`metadata: { kind: workspace, name: ${WORKSPACE} }`, WORKSPACE);
console.log('all is gone but the empty workspace');
