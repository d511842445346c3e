import { ensureBinding, type Run } from '@seca-hetzner/domain';
import { INSTALLATION_LABEL, ROLE_LABEL, UID_LABEL, nameOf, ownLabels } from '../labels.js';
import { dropBinding, makeObject, noteSighting, primaryIpKind, type ObjectKey } from '../objects.js';
import type { Session } from '../session.js';
import type { PublicIpActual, PublicIpIntent, PublicIpStep } from './plan.js';

/** Does one step at Hetzner and returns what is there after it. */
export async function applyPublicIpStep(
  step: PublicIpStep,
  intent: PublicIpIntent,
  actual: PublicIpActual,
  run: Run,
): Promise<PublicIpActual> {
  const { session } = actual;
  if (!session) throw new Error(`${step.do} without a connection`);
  switch (step.do) {
    case 'wait':
      return actual;
    case 'take-from-pool':
      return takeFromPool(intent, actual, session, run);
    case 'label-as-ours': {
      const { id, labels } = primaryIpOf(actual);
      const own = ownLabels(session.installation.id, intent.publicIp.uid, 'public-ip');
      const update = { labels: { ...labels, ...own }, isAutoDeleted: false };
      const labelled = await session.client.primaryIps.update(id, update);
      await noteSighting(run, primaryIpKind(session), keyOf(intent), labelled, 'read');
      return { ...actual, primaryIp: labelled };
    }
    case 'create-primary-ip':
      return create(intent, actual, session, run);
    case 'keep-beyond-server': {
      const { id } = primaryIpOf(actual);
      const kept = await session.client.primaryIps.update(id, { isAutoDeleted: false });
      await noteSighting(run, primaryIpKind(session), keyOf(intent), kept, 'read');
      return { ...actual, primaryIp: kept };
    }
    case 'give-back': {
      const { id, labels } = primaryIpOf(actual);
      const {
        [INSTALLATION_LABEL]: _installation,
        [UID_LABEL]: _uid,
        [ROLE_LABEL]: _role,
        ...others
      } = labels;
      await session.client.primaryIps.update(id, { labels: others });
      await dropBinding(run, keyOf(intent));
      return { ...actual, primaryIp: undefined, isBound: false };
    }
    case 'delete-primary-ip':
      if (actual.primaryIp) await session.client.primaryIps.delete(actual.primaryIp.id);
      await dropBinding(run, keyOf(intent));
      return { ...actual, primaryIp: undefined, isBound: false };
  }
}

function keyOf({ publicIp }: PublicIpIntent): ObjectKey {
  return { unitUid: publicIp.uid, resourceUid: publicIp.uid, role: 'public-ip' };
}

function primaryIpOf({ primaryIp }: PublicIpActual) {
  if (!primaryIp) throw new Error('there is no Primary IP');
  return primaryIp;
}

/** Written down first, which nobody else can do for the same one; our labels come beside the operator's. */
async function takeFromPool(
  intent: PublicIpIntent,
  actual: PublicIpActual,
  session: Session,
  run: Run,
): Promise<PublicIpActual> {
  const { offered } = actual;
  if (!offered) throw new Error('no address is offered');
  const { connection } = session;
  const key = keyOf(intent);
  const binding = { ...key, connectionId: connection.id, objectType: 'primary_ip' };
  await run.write(({ manager }) => ensureBinding(manager, binding, run.domain.clock.now()));
  await noteSighting(run, primaryIpKind(session), key, offered, 'read');
  return { ...actual, primaryIp: offered, isBound: true, offered: undefined };
}

async function create(
  intent: PublicIpIntent,
  actual: PublicIpActual,
  session: Session,
  run: Run,
): Promise<PublicIpActual> {
  const { publicIp, location } = intent;
  const name = nameOf.publicIp(publicIp.uid);
  const primaryIp = await makeObject(run, session, {
    kind: primaryIpKind(session),
    key: keyOf(intent),
    name,
    create: async () => {
      const made = await session.client.primaryIps.create({
        name,
        type: publicIp.spec.version === 'IPv4' ? 'ipv4' : 'ipv6',
        ...(location === undefined ? {} : { location }),
        isAutoDeleted: false,
        labels: ownLabels(session.installation.id, publicIp.uid, 'public-ip'),
      });
      return { object: made.primaryIp, actions: made.actions };
    },
  });
  return { ...actual, primaryIp, isBound: true };
}
