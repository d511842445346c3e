import type { Domain } from '@seca-hetzner/domain';
import type { PlacementGroup } from '@seca-hetzner/hetzner/schema';
import { epochOf, isOwnMarker } from './connection/marker.js';
import { NotOursError } from './failures.js';
import type { Session } from './session.js';

/** How long a look at the mark of a project is good for; the connection's own runs look more often. */
const GOOD_FOR_MS = 90_000;

type Owner = Pick<Session, 'connection' | 'installation'>;

/** Whether this installation, at its present epoch, may write to a project: the project's mark says so. */
export interface Ownership {
  /** Notes what the marks of a project say now. */
  note(owner: Owner, markers: readonly PlacementGroup[]): void;
  /** To be awaited before a write; looks at the marks if nobody did lately. Throws `NotOursError`. */
  require(owner: Owner, listMarkers: () => Promise<readonly PlacementGroup[]>): Promise<void>;
}

/** One for all runs of a process. */
export function createOwnership(clock: Domain['clock']): Ownership {
  const good = new Map<string, { from: Date; until: Date }>();
  const keyOf = ({ connection, installation }: Owner): string => `${connection.id}/${installation.epoch}`;

  function note(owner: Owner, markers: readonly PlacementGroup[]): void {
    const key = keyOf(owner);
    if (isMarkedAsOurs(owner, markers)) good.set(key, { from: clock.now(), until: clock.after(GOOD_FOR_MS) });
    else good.delete(key);
  }

  return {
    note,
    async require(owner, listMarkers) {
      const look = good.get(keyOf(owner));
      const now = clock.now();
      // A clock that was put back must not make it good for longer.
      if (look && look.from <= now && now < look.until) return;
      note(owner, await listMarkers());
      if (!good.has(keyOf(owner)))
        throw new NotOursError('the project does not carry the mark of this installation, as it is now');
    },
  };
}

function isMarkedAsOurs(owner: Owner, markers: readonly PlacementGroup[]): boolean {
  return (
    markers.length > 0 &&
    markers.every(
      (marker) =>
        isOwnMarker(marker, owner.connection, owner) && epochOf(marker) === owner.installation.epoch,
    )
  );
}
