import type { ProviderConnection } from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { PlacementGroup } from '@seca-hetzner/hetzner/schema';
import { INSTALLATION_LABEL, UID_LABEL, nameOf, ownLabels } from '../labels.js';
import type { Session } from '../session.js';

/**
 * An empty placement group costs nothing and can carry labels: it says whose project this is. `undefined` where the token
 * may only read.
 */
export async function createMarker(session: Session): Promise<PlacementGroup | undefined> {
  const { client, installation, connection } = session;
  const name = nameOf.marker(installation.id);
  const labels = ownLabels(installation.id, connection.id, 'marker');
  const created = await unlessReadOnly(client.placementGroups.create({ name, labels }));
  return created?.placementGroup;
}

/**
 * Writes the labels of our own marker once more, which changes nothing and shows whether the token may write: there
 * is no call that tells, but a read-only token is refused every write. Source: Hetzner Cloud API, "Errors".
 */
export async function canWrite(
  { client, installation, connection }: Session,
  marker: PlacementGroup,
): Promise<boolean> {
  const labels = ownLabels(installation.id, connection.id, 'marker');
  return (await unlessReadOnly(client.placementGroups.update(marker.id, { labels }))) !== undefined;
}

async function unlessReadOnly<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (isHetznerError(error, 'token_readonly')) return undefined;
    throw error;
  }
}

export function isOwnMarker(
  { labels }: PlacementGroup,
  { id }: ProviderConnection,
  { installation }: Session,
): boolean {
  return labels[INSTALLATION_LABEL] === installation.id && labels[UID_LABEL] === id;
}

/** Whose project it is, when it is not ours through this connection. */
export function strangerOf(
  connection: ProviderConnection,
  markers: readonly PlacementGroup[],
  session: Session,
): string | undefined {
  const stranger = markers.find((marker) => !isOwnMarker(marker, connection, session));
  if (stranger) {
    return stranger.labels[INSTALLATION_LABEL] === session.installation.id
      ? 'the project is already bound by another connection of this installation'
      : 'the project is already bound by another installation';
  }
  const isTokenNew = connection.tokenAccess === undefined;
  const isMarkerMissing = connection.markerObjectId !== undefined && markers.length === 0;
  return isTokenNew && isMarkerMissing ? 'the token is of another project than the one before' : undefined;
}
