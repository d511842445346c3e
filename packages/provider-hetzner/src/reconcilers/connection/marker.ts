import type { ProviderConnection } from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { Labels, PlacementGroup } from '@seca-hetzner/hetzner/schema';
import { EPOCH_LABEL, INSTALLATION_LABEL, UID_LABEL, nameOf, ownLabels } from '../labels.js';
import type { Session } from '../session.js';

/**
 * An empty placement group costs nothing and can carry labels: it says whose project this is. `undefined` where the token
 * may only read.
 */
export async function createMarker(session: Session): Promise<PlacementGroup | undefined> {
  const { client, installation } = session;
  const name = nameOf.marker(installation.id);
  const labels = markerLabels(session);
  const created = await unlessReadOnly(client.placementGroups.create({ name, labels }));
  return created?.placementGroup;
}

/**
 * Writes the labels of our own marker once more, which changes nothing and shows whether the token may write: there
 * is no call that tells, but a read-only token is refused every write. Source: Hetzner Cloud API, "Errors".
 */
export async function canWrite(session: Session, marker: PlacementGroup): Promise<boolean> {
  return (await claim(session, marker)) !== undefined;
}

/** Writes our epoch onto our own marker; returns it as it is then, `undefined` where the token may only read. */
export async function claim(session: Session, marker: PlacementGroup): Promise<PlacementGroup | undefined> {
  const { placementGroups } = session.client;
  return unlessReadOnly(placementGroups.update(marker.id, { labels: markerLabels(session) }));
}

function markerLabels({ installation, connection }: Session): Labels {
  return { ...ownLabels(installation.id, connection.id, 'marker'), [EPOCH_LABEL]: installation.epoch };
}

async function unlessReadOnly<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (isHetznerError(error, 'token_readonly')) return undefined;
    throw error;
  }
}

/** Of a marker that names none: older than any. */
export function epochOf({ labels }: PlacementGroup): string {
  return labels[EPOCH_LABEL] ?? '';
}

/** Whether a later copy of this installation has the project. */
export function isTakenOver(
  markers: readonly PlacementGroup[],
  { installation }: Pick<Session, 'installation'>,
): boolean {
  return markers.some(
    (marker) => marker.labels[INSTALLATION_LABEL] === installation.id && epochOf(marker) > installation.epoch,
  );
}

export function isOwnMarker(
  { labels }: PlacementGroup,
  { id }: Pick<ProviderConnection, 'id'>,
  { installation }: Pick<Session, 'installation'>,
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
  if (isTakenOver(markers, session)) return 'the project was taken over by a later copy of this installation';
  const isTokenNew = connection.tokenAccess === undefined;
  const isMarkerMissing = connection.markerObjectId !== undefined && markers.length === 0;
  return isTokenNew && isMarkerMissing ? 'the token is of another project than the one before' : undefined;
}
