import type { Run } from '@seca-hetzner/domain';
import type { ServerMadeWith } from '../../rules/made-with.js';
import { nameOf } from '../labels.js';
import { observeObject, serverKind } from '../objects.js';
import type { Sessions } from '../session.js';
import type { InstanceIntent } from './intent.js';
import type { InstanceActual } from './plan.js';
import { noPublicActual, observePublicSide } from './public-side.js';

/** One read of the server, if there may be one. */
export async function observeInstance(
  sessions: Sessions,
  intent: InstanceIntent,
  run: Run,
): Promise<InstanceActual> {
  const { instance, connectionId, workspaceUid, server: binding } = intent;
  const nothing: InstanceActual = {
    session: undefined,
    server: undefined,
    isServerBound: binding !== undefined,
    madeWith: undefined,
    isDiskHandedOver: false,
    restartPhase: instance.restartPhase,
    releasedVolumes: [],
    hasAskedForKeys: false,
    publicActual: noPublicActual,
    isLeftDiskGone: false,
  };
  if (connectionId === undefined) return nothing;
  const priority = instance.deletedAt === undefined ? 'normal' : 'repair';
  const session = await sessions.open(run, connectionId, workspaceUid, priority);
  const server = await observeObject(run, session, serverKind(session), binding, nameOf.server(instance.uid));
  const madeWith = (binding?.madeWith ?? undefined) as ServerMadeWith | undefined;
  const publicActual = await observePublicSide(run.domain.dataSource.manager, connectionId, server);
  return { ...nothing, session, server, madeWith, publicActual };
}
