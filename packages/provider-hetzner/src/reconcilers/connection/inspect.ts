import type { ForeignObjects } from '@seca-hetzner/domain';
import { INSTALLATION_LABEL } from '../labels.js';
import { OBJECT_TYPES, listObjects, type ProjectObject } from '../project-objects.js';
import type { Session } from '../session.js';

/** What a project holds that nobody looks after. */
export interface Inspection {
  /** What carries no label of any installation, by the name of its list. It is never touched. */
  foreignObjects: ForeignObjects;
  /** What carries our label, whether somebody knows it or not. */
  ours: readonly ProjectObject[];
}

/** Looks at everything in a project, by one list per type. SSH keys of others are no objects that cost or stand in the way. */
export async function inspectProject({ client, installation }: Session): Promise<Inspection> {
  const objects = await listObjects(client);
  const foreign = objects.filter(
    ({ objectType, labels }) => objectType !== 'ssh_key' && labels[INSTALLATION_LABEL] === undefined,
  );
  const counts = OBJECT_TYPES.map(
    (type) => [listNameOf(type), foreign.filter(({ objectType }) => objectType === type).length] as const,
  );
  return {
    foreignObjects: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    ours: objects.filter(({ labels }) => labels[INSTALLATION_LABEL] === installation.id),
  };
}

function listNameOf(objectType: ProjectObject['objectType']): string {
  return objectType === 'image' ? 'snapshots' : `${objectType}s`;
}
