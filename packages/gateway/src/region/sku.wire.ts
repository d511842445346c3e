import { API_VERSION, providerOf, urnOf, type SkuItem } from '@seca-hetzner/domain';

/** Source: SECA `InstanceSku`, `StorageSku`, `NetworkSku`; their metadata has no times and no version. */
export function skuToWire(
  { kind, name, region, labels, annotations, spec }: SkuItem,
  tenant: string,
): object {
  return {
    labels,
    annotations,
    metadata: {
      name,
      provider: providerOf(kind),
      resource: `skus/${name}`,
      verb: 'GET',
      apiVersion: API_VERSION,
      kind,
      ref: urnOf({ kind, tenant, region, workspace: '', network: '', name }),
      tenant,
      region,
    },
    spec,
  };
}
