/**
 * Hetzner's metadata service, run in a namespace: tells callers apart by their source address, as the real one does.
 * Wants the address to listen at and the file of a `MetadataDirectory`.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { RESOLVERS } from './addresses.js';
import type { MachineMetadata, PrivateNetworkEntry } from './metadata.js';

const [address = '', file = ''] = process.argv.slice(2);

createServer((request, response) => {
  const machines = JSON.parse(readFileSync(file, 'utf8')) as Record<string, MachineMetadata>;
  const machine = machines[request.socket.remoteAddress ?? ''];
  const text = machine && answer(machine, request.url ?? '');
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  if (text === undefined) response.writeHead(404).end('not found\n');
  else if (text === '') response.writeHead(204).end();
  else response.end(text);
}).listen(80, address, () => process.stdout.write('listening\n'));

function answer(machine: MachineMetadata, path: string): string | undefined {
  const root = '/hetzner/v1/';
  if (path === `${root}userdata`) return machine.userData;
  const keys = metadataOf(machine);
  if (path === `${root}metadata`) {
    return Object.entries(keys)
      .map(([key, value]) => (value.includes('\n') ? `${key}:\n${indented(value)}` : `${key}: ${value}\n`))
      .join('');
  }
  if (path === `${root}metadata/private-networks`) return privateNetworksOf(machine.privateNetworks);
  return keys[path.slice(`${root}metadata/`.length)];
}

function metadataOf(machine: MachineMetadata): Record<string, string> {
  return {
    hostname: machine.hostname,
    'instance-id': machine.instanceId,
    'public-ipv4': machine.public?.address ?? '""',
    'local-ipv4': machine.privateNetworks[0]?.ip ?? '""',
    region: 'eu-central',
    'availability-zone': 'fsn1-dc14',
    'public-keys': '[]',
    'network-config': networkConfigOf(machine),
  };
}

// Only public interfaces are in it.
function networkConfigOf({ public: nic }: MachineMetadata): string {
  if (!nic) return 'config: []\nversion: 1\n';
  return `config:
- mac_address: "${nic.macAddress}"
  name: eth0
  type: physical
  subnets:
  - type: dhcp
    ipv4: true
    dns_nameservers:
${RESOLVERS.map((resolver) => `    - ${resolver}\n`).join('')}version: 1
`;
}

// MACs in quotes: YAML takes one that is all digits for a number.
function privateNetworksOf(entries: readonly PrivateNetworkEntry[]): string {
  if (entries.length === 0) return '[]\n';
  const lines = entries.map(
    (entry, index) => `- ip: ${entry.ip}
  alias_ips: [${entry.aliasIps.join(', ')}]
  interface_num: ${index + 1}
  mac_address: "${entry.macAddress}"
  network_id: ${index + 1}
  network_name: ${entry.networkName}
  network: ${entry.network}
  subnet: ${entry.network}
  gateway: ${entry.gateway}
`,
  );
  return lines.join('');
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
