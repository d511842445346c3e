/** The commands that fill an empty installation, as the README has them, with this installation's address in them. */
export interface Commands {
  title: string;
  code: string;
}

export function firstCommands(gatewayUrl: string, tenant: string): Commands[] {
  return [
    {
      title: 'Where the gateway is, and a short form of curl; in the folder of npm start',
      code: `TOKEN=$(node -p "require('./.data/endpoints.json').token")
seca() {
  curl -sS --fail-with-body -X "$1" "${gatewayUrl}/providers/$2" \\
    -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \${3:+-d "$3"}
}
workspace=tenants/${tenant}/workspaces/shop`,
    },
    {
      title: 'A network with a subnet whose route table leads to an internet gateway',
      code: `seca PUT seca.workspace/v1/$workspace '{"spec": {}}'
seca PUT seca.network/v1/$workspace/networks/main '{"spec": {
  "cidr": {"ipv4": "10.0.0.0/16"}, "skuRef": {"resource": "skus/hetzner-network"}}}'
seca PUT seca.network/v1/$workspace/internet-gateways/out '{"spec": {"egressOnly": true}}'
seca PUT seca.network/v1/$workspace/networks/main/route-tables/default '{"spec": {"routes": [
  {"destinationCidrBlock": "0.0.0.0/0", "targetRef": {"resource": "internet-gateways/out"}}]}}'
seca PUT seca.network/v1/$workspace/networks/main/subnets/apps '{"spec": {
  "cidr": {"ipv4": "10.0.1.0/24"}, "zone": "fsn1", "routeTableRef": {"resource": "route-tables/default"}}}'`,
    },
    {
      title: 'An instance with one private address, and a start',
      code: `seca PUT seca.network/v1/$workspace/nics/web '{"spec": {
  "subnetRef": {"resource": "networks/main/subnets/apps"}, "addresses": ["0.0.0.0"]}}'
seca PUT seca.storage/v1/$workspace/block-storages/web '{"spec": {
  "sizeGB": 20, "skuRef": {"resource": "skus/hetzner-volume"}}}'
seca PUT seca.compute/v1/$workspace/instances/web '{"spec": {
  "zone": "fsn1", "skuRef": {"resource": "skus/cx23"},
  "bootVolume": {"deviceRef": {"resource": "block-storages/web"}},
  "primaryNicRef": {"resource": "nics/web"}}}'
seca POST seca.compute/v1/$workspace/instances/web/start`,
    },
  ];
}
