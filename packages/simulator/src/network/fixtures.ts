import type { NetworkRecord, SubnetRecord } from './network.record.js';

/** Records for unit tests; give only the fields that matter. */
export function aNetwork(fields: Partial<NetworkRecord> = {}): NetworkRecord {
  return {
    id: 1,
    name: 'network',
    created: '2026-01-01T00:00:00Z',
    labels: {},
    ipRange: '10.0.0.0/16',
    subnets: [aSubnet('10.0.1.0/24')],
    routes: [],
    isDeleteProtected: false,
    exposeRoutesToVswitch: false,
    ...fields,
  };
}

export function aSubnet(ipRange: string, fields: Partial<SubnetRecord> = {}): SubnetRecord {
  return { type: 'cloud', ipRange, networkZone: 'eu-central', vswitchId: null, ...fields };
}
