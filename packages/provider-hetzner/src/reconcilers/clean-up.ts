import {
  getInstallation,
  readToken,
  type Domain,
  type ProviderConnection,
  type TokenCipher,
} from '@seca-hetzner/domain';
import { isTakenOver } from './connection/marker.js';
import { openLabelCleaner, type ProjectCleaner } from './label-cleaner.js';
import { ROLE_LABEL, selectorOfInstallation } from './labels.js';

export interface CleanerOptions {
  domain: Pick<Domain, 'dataSource' | 'clock'>;
  cipher: TokenCipher;
  connection: ProviderConnection;
  userAgent: string;
}

/**
 * Of what carries the label of this installation. Writes whatever the mode of the connection is: it is the operator who
 * asks. `removeAll` rejects when a later copy of this installation has the project.
 */
export async function openProjectCleaner({
  domain: { dataSource, clock },
  cipher,
  connection,
  userAgent,
}: CleanerOptions): Promise<ProjectCleaner> {
  const { manager } = dataSource;
  const installation = await getInstallation(manager);
  const token = await readToken(manager, cipher, connection.id);
  const cleaner = openLabelCleaner({
    endpoint: connection.endpoint,
    token,
    labelSelector: selectorOfInstallation(installation.id),
    userAgent,
    clock,
  });
  return {
    ...cleaner,
    async removeAll(onFault) {
      const markers = await cleaner.client.placementGroups.list({ labelSelector: `${ROLE_LABEL}=marker` });
      if (isTakenOver(markers, { installation }))
        throw new Error('the project was taken over by a later copy of this installation');
      return cleaner.removeAll(onFault);
    },
  };
}
