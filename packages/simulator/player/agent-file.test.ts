import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readAgentSettings } from './agent-file.js';

const agent = {
  id: 'agent-1',
  gatewayUid: 'gateway-1',
  networkUid: 'network-1',
  url: 'https://cp.example.com:4010',
  caCertificate: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n',
  identity: 'secret',
  signingKeys: [{ id: 'k', publicKey: 'PEM' }],
  networkRange: '10.0.0.0/16',
  privateAddress: '10.0.1.1',
  aliasAddress: '10.0.1.200',
};

function userData(json = JSON.stringify(agent), elements = '{ 10.0.1.0/24, 10.0.2.0/24 }'): string {
  return `#cloud-boothook
#!/bin/sh
put 644 /etc/nat-gateway/rules.nft <<'NAT_GATEWAY_END'
set allowed { type ipv4_addr }
NAT_GATEWAY_END
put 644 /etc/nat-gateway/allowed.nft <<'NAT_GATEWAY_END'
flush set inet nat_gateway allowed
add element inet nat_gateway allowed ${elements}
NAT_GATEWAY_END
put 640 /etc/nat-agent/agent.json <<'NAT_GATEWAY_END'
${json}
NAT_GATEWAY_END
exit 0
`;
}

test('the settings are found in a boothook, with the prefixes that the rules begin with', () => {
  expect(readAgentSettings(userData())).toEqual({ ...agent, bakedPrefixes: ['10.0.1.0/24', '10.0.2.0/24'] });
  expect(readAgentSettings(userData(undefined, ''))?.bakedPrefixes).toEqual([]);
});

test('the settings are found in the gzip of a boothook, in base64 of one line or many', () => {
  const packed = gzipSync(userData()).toString('base64');
  expect(readAgentSettings(packed)).toMatchObject(agent);
  expect(readAgentSettings(`${packed.replace(/.{76}/g, '$&\n')}\n`)).toMatchObject(agent);
});

test.each(['', '#cloud-config\npackages: []\n', 'abcd', Buffer.from('no gzip').toString('base64')])(
  'user data without an agent has no settings: %j',
  (text) => {
    expect(readAgentSettings(text)).toBeUndefined();
  },
);

test('settings that are incomplete are told', () => {
  expect(() => readAgentSettings(userData('{}'))).toThrow('networkRange');
  expect(() => readAgentSettings(userData('{'))).toThrow('JSON');
  expect(() => readAgentSettings(userData(JSON.stringify({ ...agent, url: 'http://x' })))).toThrow('url');
});
