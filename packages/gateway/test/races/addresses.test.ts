import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CROWD,
  networkSpec,
  networks,
  nics,
  publicIps,
  startReplicas,
  subnetSpec,
  tally,
  workspace,
  type Replicas,
} from '../support/replicas.js';

let replicas: Replicas;

beforeAll(async () => {
  replicas = await startReplicas();
});
afterAll(() => replicas.close());

async function putSubnet(ipv4: string, compatibility: 'suite' | 'spec' = 'suite'): Promise<void> {
  await replicas.reset(compatibility);
  await replicas.put(workspace, {});
  await replicas.put(`${networks}/n`, networkSpec);
  await replicas.put(`${networks}/n/subnets/s`, subnetSpec(ipv4));
}

const subnetRef = { resource: 'networks/n/subnets/s' };
const putNics = (address: (index: number) => string) =>
  replicas.putCrowd((index) => ({
    path: `${nics}/nic${index}`,
    spec: { subnetRef, addresses: [address(index)] },
  }));

/** Each NIC's addresses by its status, and by the table that holds them; the two have to agree. */
async function givenAddresses(): Promise<string[]> {
  const shown = await replicas.rows<{ name: string; address: string }>(
    `SELECT name, jsonb_array_elements_text(status -> 'addresses') AS address
       FROM resource WHERE kind = 'nic' ORDER BY name, address`,
  );
  const held = await replicas.rows<{ name: string; address: string }>(
    `SELECT resource.name, host(network_address.address) AS address
       FROM network_address JOIN resource ON uid = owner_uid ORDER BY name, address`,
  );
  expect(shown).toEqual(held);
  const addresses = shown.map(({ address }) => address);
  expect(new Set(addresses).size).toBe(addresses.length);
  return addresses;
}

const waiting = async (reason: string): Promise<number> => {
  const rows = await replicas.rows(
    `SELECT 1 FROM resource WHERE kind = 'nic' AND status #>> '{conditions,0,reason}' = '${reason}'`,
  );
  return rows.length;
};

describe('NICs that are put at the same time', () => {
  test('take the last address of a subnet, and none beyond', async () => {
    await putSubnet('10.0.1.0/26');
    const answers = await putNics(() => '0.0.0.0');
    expect(tally(answers)).toEqual({ 201: 62, 'validation-error': CROWD - 62 });
    expect(await givenAddresses()).toHaveLength(62);
  });

  test('and ask for one address, by the written rules: the others are refused', async () => {
    await putSubnet('10.0.1.0/24', 'spec');
    expect(tally(await putNics(() => '10.0.1.7'))).toEqual({ 201: 1, 'validation-error': CROWD - 1 });
    expect(await givenAddresses()).toEqual(['10.0.1.7']);
    expect(await replicas.rows(`SELECT 1 FROM resource WHERE kind = 'nic'`)).toHaveLength(1);
  });

  test('and ask for what others are given: nobody has an address that another one has', async () => {
    await putSubnet('10.0.1.0/24');
    const answers = await putNics((index) => (index % 4 < 2 ? '0.0.0.0' : `10.0.1.${1 + (index >> 1)}`));
    expect(tally(answers)).toEqual({ 201: CROWD });
    const given = await givenAddresses();
    expect(given).toHaveLength(CROWD - (await waiting('AddressTaken')));
    expect(given.length).toBeGreaterThanOrEqual(CROWD / 2);
  });
});

describe('a public IP that many NICs ask for at the same time', () => {
  const twoWays = (index: number) => (index % 4 < 2 ? ['a', 'b'] : ['b', 'a']);
  const putUsers = (names: (index: number) => string[]) =>
    replicas.putCrowd((index) => ({
      path: `${nics}/nic${index}`,
      spec: {
        subnetRef,
        addresses: ['0.0.0.0'],
        publicIpRefs: names(index).map((name) => ({ resource: `public-ips/${name}` })),
      },
    }));
  const holders = () =>
    replicas.rows(`SELECT name FROM resource WHERE kind = 'nic' AND status ? 'publicIpRefs'`);
  const putPublicIps = async () => {
    await replicas.put(`${publicIps}/a`, { version: 'IPv4' });
    await replicas.put(`${publicIps}/b`, { version: 'IPv6' });
  };

  test('belongs to one of them, and by the written rules the others are refused', async () => {
    await putSubnet('10.0.1.0/24', 'spec');
    await putPublicIps();
    expect(tally(await putUsers(() => ['a']))).toEqual({ 201: 1, 'validation-error': CROWD - 1 });
    expect(await holders()).toHaveLength(1);
    expect(await givenAddresses()).toHaveLength(1);
  });

  test('and for another one, in either order, goes to one of them together with that', async () => {
    await putSubnet('10.0.1.0/24');
    await putPublicIps();
    expect(tally(await putUsers(twoWays))).toEqual({ 201: CROWD });
    expect(await holders()).toHaveLength(1);
    expect(await waiting('PublicIpTaken')).toBe(CROWD - 1);
  });
});
