import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { assertServerUnlocked } from '../actions/locks.js';
import { ApiError, invalidField, invalidInput } from '../api/errors.js';
import type { Call } from '../api/operation.js';
import type { ServerRecord } from '../server/server.record.js';
import { assertStopped } from '../server/server.rules.js';
import { timestamp } from '../world/timestamp.js';
import { choosePublicAddress, defaultDnsPtr } from './addresses.js';
import type { PrimaryIpRecord } from './primary-ip.record.js';

export type NewPrimaryIp = Pick<PrimaryIpRecord, 'type' | 'locationId' | 'autoDelete' | 'assigneeId'> &
  Partial<Pick<PrimaryIpRecord, 'name' | 'labels'>>;

export function addPrimaryIp(call: Call, fields: NewPrimaryIp): PrimaryIpRecord {
  const id = call.world.newId();
  const ip = choosePublicAddress(call.world.projects(), fields.type, id);
  return call.project.primaryIps.put({
    name: `primary_ip-${id}`,
    labels: {},
    ...fields,
    id,
    created: timestamp(call.nowMs),
    ip,
    dnsPtr: defaultDnsPtr(fields.type, ip),
    isDeleteProtected: false,
  });
}

/**
 * Throws unless the server takes the address now: it is off, unlocked, in the same location and has no other
 * of that family. Source: API description, `POST /primary_ips/{id}/actions/assign`.
 */
export function assertAssignable(
  call: Call,
  type: PrimaryIpRecord['type'],
  locationId: number,
  server: ServerRecord,
): void {
  assertServerUnlocked(call, server.id);
  assertStopped(server);
  if (server.locationId !== locationId) {
    throw invalidInput('primary ip must be in the same location as the server');
  }
  const other = call.project.primaryIps.findBy(
    (candidate) => candidate.assigneeId === server.id && candidate.type === type,
  );
  if (other !== undefined) {
    throw new ApiError(`server_has_${type}`, `server already has an ${type} address`);
  }
}

/** Sets, or with null resets, the reverse entry of one address of a Primary IP. */
export function withDnsPtr(
  primaryIp: PrimaryIpRecord,
  ip: string,
  dnsPtr: string | null,
): PrimaryIpRecord['dnsPtr'] {
  if (!holds(primaryIp, ip)) throw invalidField('ip', `'${ip}' does not belong to the primary ip`);
  const others = primaryIp.dnsPtr.filter((entry) => entry.ip !== ip);
  if (dnsPtr !== null) return [...others, { ip, dns_ptr: dnsPtr }];
  return [...others, ...defaultDnsPtr(primaryIp.type, ip)];
}

/** Whether an address is the Primary IP or lies in its /64. */
export function holds(primaryIp: PrimaryIpRecord, ip: string): boolean {
  if (primaryIp.type === 'ipv4') return isIPv4(ip) && primaryIp.ip === ip;
  return isIPv6(ip) && ipaddr.IPv6.parse(ip).match(ipaddr.IPv6.parseCIDR(primaryIp.ip));
}
