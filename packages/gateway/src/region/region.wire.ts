import { API_VERSION, type CatalogueItem } from '@seca-hetzner/domain';

/** The APIs that belong to a region; region and authorization are global. */
export const REGIONAL_APIS = ['workspace', 'compute', 'storage', 'network'] as const;

/** Source: SECA `Region`. The URLs are without version, since clients append it. */
export function regionToWire(region: CatalogueItem<'region'>, publicUrl: string): object {
  const { name, spec, createdAt, modifiedAt, version } = region;
  return {
    metadata: {
      name,
      provider: 'seca.region/v1',
      resource: `regions/${name}`,
      verb: 'GET',
      apiVersion: API_VERSION,
      kind: 'region',
      ref: `seca.region/v1/regions/${name}`,
      createdAt: createdAt.toISOString(),
      lastModifiedAt: modifiedAt.toISOString(),
      resourceVersion: version,
    },
    spec: {
      availableZones: spec.availableZones,
      providers: REGIONAL_APIS.map((api) => ({
        name: `seca.${api}`,
        version: API_VERSION,
        url: `${publicUrl}/regions/${name}/providers/seca.${api}`,
      })),
    },
  };
}
