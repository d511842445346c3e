import type { PrimaryIp } from '@seca-hetzner/hetzner/schema';
import { locationOf } from '../catalogue/locations.js';
import type { PrimaryIpRecord } from './primary-ip.record.js';

export function primaryIpToWire(primaryIp: PrimaryIpRecord): PrimaryIp {
  return {
    id: primaryIp.id,
    name: primaryIp.name,
    labels: primaryIp.labels,
    created: primaryIp.created,
    blocked: false,
    location: locationOf(primaryIp.locationId),
    ip: primaryIp.ip,
    dns_ptr: [...primaryIp.dnsPtr],
    protection: { delete: primaryIp.isDeleteProtected },
    type: primaryIp.type,
    auto_delete: primaryIp.autoDelete,
    // `unassigned` since 2026-08-01: docs.hetzner.cloud/changelog#2026-04-27-primary-ips-will-return-unassigned
    assignee_type: primaryIp.assigneeId === null ? 'unassigned' : 'server',
    assignee_id: primaryIp.assigneeId,
  };
}
