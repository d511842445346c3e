import { locationOf } from '../catalogue/locations.js';
import { containsAddress, ipv4, ipv4Range } from '../network/ipv4.js';
import { gatewayText } from '../network/network.rules.js';
import type { ServerRecord } from '../server/server.record.js';
import type { Project } from '../world/project.js';
import { interfacesOf } from './guest.wire.js';
import type { YamlValue } from './yaml.js';

/** The service still names the data centre within the location. Numbers of the European ones as seen, others assumed. */
const ZONE_BY_LOCATION: Readonly<Record<string, string>> = {
  fsn1: 'fsn1-dc14',
  nbg1: 'nbg1-dc3',
  hel1: 'hel1-dc2',
  ash: 'ash-dc1',
  hil: 'hil-dc1',
  sin: 'sin-dc1',
};

const RESOLVERS = ['185.12.64.1', '185.12.64.2'];
const RESOLVERS_V6 = ['2a01:4ff:ff00::add:2', '2a01:4ff:ff00::add:1'];

/**
 * What the metadata service tells a server about itself, by key. Sources: API description, "Server Metadata", and
 * what cloud-init's Hetzner data source reads (`tests/unittests/sources/test_hetzner.py` there).
 */
export function metadataOf(project: Project, server: ServerRecord): Readonly<Record<string, YamlValue>> {
  const location = locationOf(server.locationId);
  const publicIpv4 = project.primaryIps.findBy((ip) => ip.assigneeId === server.id && ip.type === 'ipv4');
  const publicIpv6 = project.primaryIps.findBy((ip) => ip.assigneeId === server.id && ip.type === 'ipv6');
  const address = publicIpv6 === undefined ? undefined : publicIpv6.ip.replace(/\/64$/, '1/64');
  const hasInterface = publicIpv4 !== undefined || publicIpv6 !== undefined;
  return {
    'availability-zone': ZONE_BY_LOCATION[location.name] ?? location.name,
    hostname: server.name,
    'instance-id': server.id,
    'local-ipv4': '',
    'network-config': {
      // Private interfaces are not in it; without a public one the list is empty: github.com/coreos/afterburn/issues/1141
      config: hasInterface ? [publicInterface(server.id, publicIpv4 !== undefined, address)] : [],
      version: 1,
    },
    'network-sysconfig': hasInterface ? sysconfig(server.id, publicIpv4 !== undefined, address) : '',
    'public-ipv4': publicIpv4?.ip ?? '',
    'public-keys': server.sshPublicKeys ?? [],
    region: location.network_zone,
    vendor_data: '',
  };
}

/** `/metadata/private-networks`: an entry for each private interface, numbered from 1. */
export function privateNetworksOf(project: Project, server: ServerRecord): YamlValue {
  return interfacesOf(project, server).map((attachment, index) => {
    const network = project.networks.get(attachment.networkId);
    const subnet = network.subnets.find(({ ipRange }) =>
      containsAddress(ipv4Range(ipRange), ipv4(attachment.ip)),
    );
    return {
      ip: attachment.ip,
      alias_ips: attachment.aliasIps,
      interface_num: index + 1,
      mac_address: attachment.macAddress,
      network_id: network.id,
      network_name: network.name,
      network: network.ipRange,
      subnet: subnet?.ipRange ?? '',
      gateway: gatewayText(network),
    };
  });
}

function publicInterface(serverId: number, hasIpv4: boolean, address: string | undefined): YamlValue {
  const ipv4Part = { dns_nameservers: RESOLVERS, ipv4: true, type: 'dhcp' };
  const ipv6Part = {
    address: address ?? '',
    dns_nameservers: RESOLVERS_V6,
    gateway: 'fe80::1',
    ipv6: true,
    type: 'static',
  };
  return {
    mac_address: publicMacAddress(serverId),
    name: 'eth0',
    subnets: [...(hasIpv4 ? [ipv4Part] : []), ...(address === undefined ? [] : [ipv6Part])],
    type: 'physical',
  };
}

function sysconfig(serverId: number, hasIpv4: boolean, address: string | undefined): string {
  const lines = [
    "DEVICE='eth0'",
    'TYPE=Ethernet',
    `BOOTPROTO=${hasIpv4 ? 'dhcp' : 'none'}`,
    "ONBOOT='yes'",
    `HWADDR=${publicMacAddress(serverId)}`,
    ...(address === undefined
      ? []
      : ['IPV6INIT=yes', `IPV6ADDR=${address}`, 'IPV6_DEFAULTGW=fe80::1%eth0', 'IPV6_AUTOCONF=no']),
    ...RESOLVERS.map((resolver, index) => `DNS${index + 1}=${resolver}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function publicMacAddress(serverId: number): string {
  const hex = (serverId % 2 ** 32).toString(16).padStart(8, '0');
  return ['96:00', ...(hex.match(/../g) ?? [])].join(':');
}
