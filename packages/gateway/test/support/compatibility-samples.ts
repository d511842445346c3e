/** A request that uses what a row of the compatibility table speaks of. */
interface Sample {
  /** Merged into the document of the kind. */
  body?: { spec?: object; extensions?: object };
  /** The kind without which the field cannot be used at all: while nobody can declare it, nothing is checked. */
  needs?: string;
}

const sku = { resource: 'skus/hetzner-network' };

const spec = (value: object): Sample => ({ body: { spec: value } });

/** By kind, field and `when` of a row. What the document of the kind has by itself needs no sample. */
export const samples: Readonly<Record<string, Sample>> = {
  'workspace spec': spec({ anything: 'kept' }),
  'network spec.cidr smaller than a /24': spec({ cidr: { ipv4: '10.0.0.0/25' } }),
  'network spec.cidr.ipv6': spec({ cidr: { ipv4: '10.0.0.0/16', ipv6: 'fd00::/56' } }),
  'network spec.additionalCidrs': spec({ additionalCidrs: [{ ipv4: '10.1.0.0/16' }] }),
  'subnet spec.cidr smaller than a /30': spec({ cidr: { ipv4: '10.0.1.0/31' } }),
  'subnet spec.cidr.ipv6': spec({ cidr: { ipv4: '10.0.1.0/24', ipv6: 'fd00::/64' } }),
  'subnet spec.zone': spec({ zone: 'nbg1' }),
  'subnet spec.skuRef': spec({ skuRef: sku }),
  'internet-gateway spec.egressOnly': spec({ egressOnly: true }),
  'nic spec.addresses IPv6': spec({ addresses: ['::'] }),
  'nic spec.addresses more than six': spec({ addresses: Array.from({ length: 7 }, () => '0.0.0.0') }),
  'nic spec.skuRef': spec({ skuRef: sku }),
  'nic spec.publicIpRefs': {
    ...spec({ publicIpRefs: [{ resource: 'public-ips/ip' }] }),
    needs: 'public-ip',
  },
  'nic spec.securityGroupRefs': {
    ...spec({ securityGroupRefs: [{ resource: 'security-groups/group' }] }),
    needs: 'security-group',
  },
  'public-ip spec.address': spec({ address: '192.0.2.1' }),
  'public-ip extensions.hetzner.zone': { body: { extensions: { 'hetzner.zone': 'nbg1' } } },
  'security-group spec.rules icmp types': spec({
    rules: [{ direction: 'ingress', protocol: 'icmp', icmp: { type: 8, code: 0 } }],
  }),
  'security-group spec.ruleRefs': spec({ ruleRefs: [{ resource: 'security-group-rules/rule' }] }),
  'security-group-rule spec.version': spec({ version: 'IPv4' }),
  'security-group-rule spec.icmp': spec({ protocol: 'icmp', ports: undefined, icmp: { type: 8, code: 0 } }),
  'security-group-rule spec.sourceRef': spec({ sourceRef: [{ resource: '192.0.2.0/24' }] }),
  'security-group-rule spec.annotations': spec({ annotations: { note: 'x' } }),
  'block-storage spec.sizeGB below 10 or above 10,240': spec({ sizeGB: 9 }),
  'block-storage spec.sourceImageRef': {
    ...spec({ sourceImageRef: { resource: 'images/image' } }),
    needs: 'image',
  },
  'block-storage extensions.hetzner.zone': {
    body: { extensions: { 'hetzner.zone': 'nbg1' } },
    needs: 'image',
  },
  'image spec.boot': spec({ boot: 'BIOS' }),
  'image spec.initializer': spec({ initializer: 'cloudinit-22' }),
  'instance spec.dataVolumes': {
    ...spec({ dataVolumes: [{ deviceRef: { resource: 'block-storages/data' } }] }),
    needs: 'image',
  },
  'instance spec.primaryNicRef': spec({ primaryNicRef: { resource: 'nics/nic' } }),
  'instance spec.additionalNicRefs': spec({ additionalNicRefs: [{ resource: 'nics/nic' }] }),
  'instance spec.securityGroupRef': {
    ...spec({ securityGroupRef: { resource: 'security-groups/group' } }),
    needs: 'security-group',
  },
  'instance spec.antiAffinityGroup': { ...spec({ antiAffinityGroup: 'apart' }), needs: 'image' },
  'instance spec.sshKeys': {
    ...spec({
      sshKeys: [
        'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me@example',
      ],
    }),
    needs: 'image',
  },
  'instance spec.userData': spec({ userData: '#!/bin/sh\ntrue\n' }),
  'instance spec.userData more than fits': spec({ userData: randomText(60_000) }),
  'instance extensions.start-on-create': {
    body: { extensions: { 'start-on-create': 'true' } },
    needs: 'image',
  },
};

/** Text that no compression makes small. */
function randomText(length: number): string {
  let state = 1;
  return `#!/bin/sh\n# ${Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCodePoint(97 + (state % 26));
  }).join('')}`;
}
