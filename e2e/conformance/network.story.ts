import { LABELS, SELECTOR } from './cloud.js';
import { refusesBadDocuments } from './common.js';
import type { Kind, Place } from './kinds.js';
import { scenario } from './scenarios.js';
import { NETWORK_CIDR, Stage, nicAddress, publicAddress } from './stage.js';

const NOWHERE = 'non-existent-workspace';
const WRONG_REGION = 'invalid-region';

/** Refused in another region, and in a workspace that does not exist (4.4). */
async function refusesElsewhere({ cloud }: Stage, place: Place, spec: object): Promise<void> {
  await cloud.refuses(place, { spec, region: WRONG_REGION });
  await cloud.refuses({ ...place, workspace: NOWHERE }, { spec });
}

/** An update of a network kind is answered `active` (3.5). */
async function updates({ cloud }: Stage, place: Place, spec: object, changes = 1): Promise<void> {
  await cloud.put(place, { spec }, true);
  await cloud.active(place, changes);
}

scenario('Network.V1.ProviderLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const place = (kind: Kind): Place => stage.place(kind);
  const { network } = stage;
  const [gateway, table, subnet, nic] = [
    place('internet-gateway'),
    place('routing-table'),
    place('subnet'),
    place('nic'),
  ];
  const [ip, rule, group, disk, instance] = [
    place('public-ip'),
    place('security-group-rule'),
    place('security-group'),
    place('block-storage'),
    place('instance'),
  ];
  await cloud.put(network, { spec: stage.networkSpec() });
  await cloud.create(gateway, { spec: { egressOnly: false } });
  await updates(stage, gateway, { egressOnly: true });
  await cloud.create(table, { spec: stage.routeSpec(gateway) });
  await updates(stage, table, stage.routeSpec(instance));
  await cloud.active(network);
  await updates(stage, network, stage.networkSpec());
  const zoned = (zone?: string): object => ({ ...stage.subnetSpec(table), zone });
  await cloud.create(subnet, { spec: zoned(cloud.zones[0]) });
  await updates(stage, subnet, zoned(cloud.zones.at(-1)));
  const nicSpec = (host: number): object => ({
    addresses: [nicAddress(host)],
    subnetRef: cloud.ref(subnet),
    publicIpRefs: [cloud.ref(ip)],
  });
  await cloud.create(nic, { spec: nicSpec(1) });
  await updates(stage, nic, nicSpec(2));
  await createsPublicIp(stage, ip);
  await cloud.create(rule, { spec: { direction: 'ingress' } });
  await updates(stage, rule, { direction: 'egress' });
  await cloud.create(group, { spec: { ruleRefs: [cloud.ref(rule)] } });
  await updates(stage, group, { ruleRefs: [cloud.ref(rule)], rules: [{ direction: 'ingress' }] });
  await stage.disk(disk);
  await cloud.create(instance, { spec: stage.instanceSpec(disk) });
  await cloud.remove(instance, disk, group, rule, nic, ip, subnet, table, gateway, network);
  await stage.close();
});

/** Asked for by address; which address it gets is the provider's (3.9), so an answer may leave the wish out. */
async function createsPublicIp(stage: Stage, ip: Place): Promise<void> {
  const spec = (host: number): object => ({ version: 'IPv4', address: publicAddress(host) });
  await stage.cloud.create(ip, { spec: spec(1) });
  await updates(stage, ip, spec(2));
}

scenario('Network.V1.ProviderQueries', async (cloud) => {
  const stage = await Stage.open(cloud);
  const two = (kind: Kind): [Place, Place] => [stage.place(kind), stage.place(kind)];
  const [network, other] = [stage.network, stage.place('network')];
  const specs: [Place[], (at: number) => object][] = [];
  const [gateways, tables, subnets] = [two('internet-gateway'), two('routing-table'), two('subnet')];
  const [ips, nics, rules, groups] = [
    two('public-ip'),
    two('nic'),
    two('security-group-rule'),
    two('security-group'),
  ];
  specs.push(
    [[network, other], () => stage.networkSpec()],
    [gateways, () => ({ egressOnly: false })],
    [tables, () => stage.routeSpec(gateways[0])],
    [subnets, () => stage.subnetSpec(tables[0])],
    [ips, () => ({ version: 'IPv4', address: publicAddress(1) })],
    [
      nics,
      () => ({
        addresses: [nicAddress(1)],
        subnetRef: cloud.ref(subnets[0]),
        publicIpRefs: [cloud.ref(ips[0])],
      }),
    ],
    [rules, () => ({ direction: 'ingress' })],
    [groups, () => ({ ruleRefs: [cloud.ref(rules[0])] })],
  );
  for (const [places, spec] of specs) {
    for (const [at, place] of places.entries()) await cloud.put(place, { labels: LABELS, spec: spec(at) });
    await cloud.lists(places[0]!, SELECTOR);
  }
  const order = [rules, groups, nics, ips, subnets, tables, gateways, [network, other]];
  for (const places of order) await cloud.remove(...places);
  await stage.close();
});

scenario('Network.V1.NetworkLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const { gateway, table } = await stage.routed();
  await updates(stage, stage.network, stage.networkSpec());
  await cloud.remove(gateway, table, stage.network);
  await stage.close();
});

scenario('Network.V1.NetworkConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  await refusesBadDocuments(cloud, (name) => stage.place('network', name), { spec: stage.networkSpec() });
  await stage.close();
});

scenario('Network.V1.NetworkError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const place = stage.place('network');
  await refusesElsewhere(stage, place, stage.networkSpec());
  const spec = { cidr: NETWORK_CIDR, skuRef: cloud.skuRef('network', 'non-existent-sku') };
  await cloud.refuses(place, { spec });
  const { gateway, table } = await stage.routed();
  await cloud.refusesTo('DELETE', stage.network);
  await cloud.remove(table, gateway, stage.network);
  await stage.close();
});

scenario('Network.V1.SubnetLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const { gateway, table } = await stage.routed();
  const subnet = stage.place('subnet');
  await cloud.create(subnet, { spec: stage.subnetSpec(table) });
  await updates(stage, subnet, { ...stage.subnetSpec(table), zone: cloud.zones.at(-1) });
  await cloud.remove(subnet, gateway, table, stage.network);
  await stage.close();
});

scenario('Network.V1.SubnetConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const { gateway, table } = await stage.routed();
  await refusesBadDocuments(cloud, (name) => stage.place('subnet', name), { spec: stage.subnetSpec(table) });
  await cloud.remove(table, gateway, stage.network);
  await stage.close();
});

scenario('Network.V1.SubnetError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const { gateway, table } = await stage.routed();
  const subnet = stage.place('subnet');
  const spec = stage.subnetSpec(table);
  await refusesElsewhere(stage, subnet, spec);
  await cloud.refuses(subnet, { spec: { ...spec, zone: 'invalid-zone' } });
  await cloud.refuses({ ...subnet, network: 'non-existent-network' }, { spec });
  await cloud.refuses(subnet, { spec: stage.subnetSpec(stage.place('routing-table', 'non-existent-rt')) });
  await cloud.refuses(subnet, { spec: { ...spec, cidr: { ipv4: '192.168.99.0/24' } } });
  await cloud.remove(table, gateway, stage.network);
  await stage.close();
});

scenario('Network.V1.SecurityGroupRuleLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const rule = stage.place('security-group-rule');
  await cloud.create(rule, { spec: { direction: 'ingress' } });
  await updates(stage, rule, { direction: 'egress' });
  await cloud.remove(rule);
  await stage.close();
});

scenario('Network.V1.SecurityGroupRuleConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const at = (name: string): Place => stage.place('security-group-rule', name);
  await refusesBadDocuments(cloud, at, { spec: { direction: 'ingress' } });
  await stage.close();
});

scenario('Network.V1.SecurityGroupRuleError', async (cloud) => {
  const stage = await Stage.open(cloud);
  await refusesElsewhere(stage, stage.place('security-group-rule'), { direction: 'ingress' });
  await stage.close();
});

scenario('Network.V1.SecurityGroupLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const group = stage.place('security-group');
  await cloud.create(group, { spec: { rules: [{ direction: 'ingress' }] } });
  await updates(stage, group, { rules: [{ direction: 'egress' }] });
  await cloud.remove(group);
  await stage.close();
});

scenario('Network.V1.SecurityGroupConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const good = { spec: { rules: [{ direction: 'ingress' }] } };
  await refusesBadDocuments(cloud, (name) => stage.place('security-group', name), good);
  await stage.close();
});

scenario('Network.V1.SecurityGroupError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const group = stage.place('security-group');
  await refusesElsewhere(stage, group, { rules: [{ direction: 'ingress' }] });
  const missing = stage.place('security-group-rule', 'non-existent-rule');
  await cloud.refuses(group, { spec: { ruleRefs: [cloud.ref(missing)] } });
  await stage.close();
});

scenario('Network.V1.InternetGatewayLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const gateway = stage.place('internet-gateway');
  await cloud.create(gateway, { spec: { egressOnly: false } });
  await updates(stage, gateway, { egressOnly: true });
  await cloud.remove(gateway);
  await stage.close();
});

scenario('Network.V1.InternetGatewayConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const good = { spec: { egressOnly: false } };
  await refusesBadDocuments(cloud, (name) => stage.place('internet-gateway', name), good);
  await stage.close();
});

scenario('Network.V1.InternetGatewayError', async (cloud) => {
  const stage = await Stage.open(cloud);
  await refusesElsewhere(stage, stage.place('internet-gateway'), { egressOnly: false });
  await stage.close();
});

scenario('Network.V1.PublicIpLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const ip = stage.place('public-ip');
  await createsPublicIp(stage, ip);
  await cloud.remove(ip);
  await stage.close();
});

scenario('Network.V1.PublicIpConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const good = { spec: { version: 'IPv4' } };
  await refusesBadDocuments(cloud, (name) => stage.place('public-ip', name), good);
  await stage.close();
});

scenario('Network.V1.PublicIpError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const ip = stage.place('public-ip');
  await refusesElsewhere(stage, ip, { version: 'IPv4' });
  await cloud.refuses(ip, { spec: { version: 'IPv5' } });
  await stage.close();
});

scenario('Network.V1.NicLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const { gateway, table } = await stage.routed();
  const [subnet, nic] = [stage.place('subnet'), stage.place('nic')];
  await cloud.create(subnet, { spec: stage.subnetSpec(table) });
  const spec = (host: number): object => ({ addresses: [nicAddress(host)], subnetRef: cloud.ref(subnet) });
  await cloud.create(nic, { spec: spec(1) });
  await updates(stage, nic, spec(2));
  // The subnet goes with its network.
  await cloud.remove(nic, gateway, table, stage.network);
  await stage.close();
});

scenario('Network.V1.NicConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const spec = { addresses: [nicAddress(1)], subnetRef: cloud.ref(stage.place('subnet')) };
  await refusesBadDocuments(cloud, (name) => stage.place('nic', name), { spec });
  await stage.close();
});

scenario('Network.V1.NicError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const { gateway, table } = await stage.routed();
  const [subnet, nic] = [stage.place('subnet'), stage.place('nic')];
  await cloud.create(subnet, { spec: stage.subnetSpec(table) });
  const good = { addresses: [nicAddress(1)], subnetRef: cloud.ref(subnet) };
  await refusesElsewhere(stage, nic, good);
  const noSubnet = stage.place('subnet', 'non-existent-subnet');
  await cloud.refuses(nic, { spec: { ...good, subnetRef: cloud.ref(noSubnet) } });
  const noAddress = stage.place('public-ip', 'non-existent-pip');
  await cloud.refuses(nic, { spec: { ...good, publicIpRefs: [cloud.ref(noAddress)] } });
  await cloud.remove(subnet, table, gateway, stage.network);
  await stage.close();
});

scenario('Network.V1.RouteTableLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const { gateway, table } = await stage.routed();
  await updates(stage, table, stage.routeSpec(stage.place('instance')));
  await cloud.remove(gateway, table, stage.network);
  await stage.close();
});

scenario('Network.V1.RouteTableConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const gateway = stage.place('internet-gateway');
  await cloud.create(stage.network, { spec: stage.networkSpec() });
  await cloud.create(gateway, { spec: {} });
  const good = { spec: stage.routeSpec(gateway) };
  await refusesBadDocuments(cloud, (name) => stage.place('routing-table', name), good);
  await cloud.remove(gateway, stage.network);
  await stage.close();
});

scenario('Network.V1.RouteTableError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const [gateway, table] = [stage.place('internet-gateway'), stage.place('routing-table')];
  await cloud.create(stage.network, { spec: stage.networkSpec() });
  await cloud.create(gateway, { spec: {} });
  await refusesElsewhere(stage, table, stage.routeSpec(gateway));
  await cloud.refuses({ ...table, network: 'non-existent-network' }, { spec: stage.routeSpec(gateway) });
  await cloud.refuses(table, { spec: stage.routeSpec(stage.place('internet-gateway', 'non-existent-ig')) });
  await cloud.remove(gateway, stage.network);
  await stage.close();
});
