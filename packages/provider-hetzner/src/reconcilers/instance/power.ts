import { setRestartPhase, type Resource, type Run } from '@seca-hetzner/domain';
import type { Session } from '../session.js';

/** How long a guest has to shut down before its power is cut. */
const SHUTDOWN_LIMIT_MS = 20_000;

/** The action of a shutdown only says that the signal was sent, so the server itself is looked at. */
const LOOK_AGAIN_MS = 2_000;

/** Shuts a server down, and cuts its power when the guest does not follow. */
export async function shutDown({ client, wait }: Session, serverId: number, run: Run): Promise<void> {
  const { clock } = run.domain;
  const deadline = clock.after(SHUTDOWN_LIMIT_MS);
  await wait(await client.servers.shutdown(serverId));
  for (;;) {
    const server = await client.servers.get(serverId);
    if (!server || server.status === 'off') return;
    if (clock.now() >= deadline) break;
    await clock.sleep(LOOK_AGAIN_MS, run.signal);
  }
  run.logger.info({ serverId }, 'guest did not shut down, power is cut');
  await wait(await client.servers.powerOff(serverId));
}

/** Remembers which half of a restart is done, unless another action came meanwhile. */
export async function noteRestart(
  run: Run,
  instance: Resource<'instance'>,
  phase: 'on' | undefined,
): Promise<void> {
  await run.write(({ manager }) => setRestartPhase(manager, instance, phase));
}
