import type { Run } from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { Action, Network, Route } from '@seca-hetzner/hetzner/schema';
import { nameOf, ownLabels } from '../labels.js';
import { changeObject, dropBinding, makeObject, networkKind, type ObjectKey } from '../objects.js';
import type { Session } from '../session.js';
import type { NetworkActual } from './actual.js';
import type { AgentOptions } from './agent.js';
import { applyNatVmStep } from './apply-nat-vm.js';
import type { NetworkIntent } from './intent.js';
import type { NetworkStep } from './plan.js';
import { whyNot } from './routes.js';

/** Does one step at Hetzner and returns what is there after it. */
export async function applyNetworkStep(
  step: NetworkStep,
  intent: NetworkIntent,
  actual: NetworkActual,
  run: Run,
  agents: AgentOptions | undefined,
): Promise<NetworkActual> {
  const { session, network } = actual;
  if (!session) throw new Error(`${step.do} without a connection`);
  switch (step.do) {
    case 'wait':
      return actual;
    case 'create-network':
      return { ...actual, network: await createNetwork(intent, session, run), isNetworkBound: true };
    case 'add-subnet': {
      const subnet = { ipRange: step.range, networkZone: intent.networkZone };
      const start = (id: number): Promise<Action[]> => session.client.networks.addSubnet(id, subnet);
      return changeNetwork(intent, actual, run, start, (known) => ({
        ...known,
        subnets: [
          ...known.subnets,
          { type: 'cloud', ip_range: step.range, network_zone: intent.networkZone, gateway: '' },
        ],
      }));
    }
    case 'delete-subnet': {
      const start = (id: number): Promise<Action[]> =>
        session.client.networks.deleteSubnet(id, { ipRange: step.range });
      return changeNetwork(intent, actual, run, start, (known) => ({
        ...known,
        subnets: known.subnets.filter((subnet) => subnet.ip_range !== step.range),
      }));
    }
    case 'add-route': {
      const start = (id: number): Promise<Action[]> => session.client.networks.addRoute(id, step.route);
      const after = await changeNetwork(intent, actual, run, start, (known) => ({
        ...known,
        routes: [...known.routes, step.route],
      }));
      run.logger.info(step.route, 'route added');
      return after;
    }
    case 'remove-route': {
      const start = (id: number): Promise<Action[]> => removeRoute(session, id, step.route);
      const after = await changeNetwork(intent, actual, run, start, (known) => ({
        ...known,
        routes: known.routes.filter((route) => route.destination !== step.route.destination),
      }));
      run.logger.info({ ...step.route, why: whyNot(intent, actual, step.route) }, 'route withdrawn');
      return after;
    }
    case 'delete-network':
      if (network) await session.client.networks.delete(network.id);
      await dropBinding(run, keyOf(intent));
      return { ...actual, network: undefined, isNetworkBound: false };
    default:
      return applyNatVmStep(step, intent, actual, session, run, agents);
  }
}

/** The subnets that are known by now come with the network, which spares a call for each. */
async function createNetwork(intent: NetworkIntent, session: Session, run: Run): Promise<Network> {
  const { network, ipRange, networkZone, subnets } = intent;
  const wanted = subnets.flatMap(({ subnet, range }) =>
    range && subnet.deletedAt === undefined ? [{ ipRange: range.text, networkZone }] : [],
  );
  const name = nameOf.network(network.uid);
  return makeObject(run, session, {
    kind: networkKind(session),
    key: keyOf(intent),
    name,
    create: async () => {
      const labels = ownLabels(session.installation.id, network.uid, 'network');
      const made = await session.client.networks.create({ name, ipRange, labels, subnets: wanted });
      return { object: made.network, actions: made.actions };
    },
  });
}

function keyOf({ network }: NetworkIntent): ObjectKey {
  return { unitUid: network.uid, resourceUid: network.uid, role: 'network' };
}

/** Makes one change of the network; Hetzner takes one at a time. */
async function changeNetwork(
  intent: NetworkIntent,
  actual: NetworkActual,
  run: Run,
  start: (networkId: number) => Promise<Action[]>,
  change: (network: Network) => Network,
): Promise<NetworkActual> {
  const { network, session } = actual;
  if (!network || !session) throw new Error('there is no network to change');
  const changed = await changeObject(run, session, networkKind(session), keyOf(intent), change(network), () =>
    start(network.id),
  );
  return { ...actual, network: changed };
}

/** A route that is gone already is as good as removed. */
async function removeRoute(session: Session, networkId: number, route: Route): Promise<Action[]> {
  try {
    return await session.client.networks.deleteRoute(networkId, route);
  } catch (error) {
    if (isHetznerError(error, 'not_found')) return [];
    throw error;
  }
}
