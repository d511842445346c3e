import { gunzipSync } from 'node:zlib';
import type { NatAgent } from '../nat-agent.js';
import type { NatVm } from '../nat-vm.js';

/** A NAT VM with only the fields that matter to a test; without an agent. */
export const aNatVm = (vm: Partial<NatVm> = {}): NatVm => ({
  sourcePrefixes: ['10.0.1.0/24'],
  networkRange: '10.0.0.0/16',
  privateAddress: '10.0.1.254',
  aliasAddress: '10.0.1.253',
  ...vm,
});

export const anAgent = (agent: Partial<NatAgent> = {}): NatAgent => ({
  id: '5b1f6d9e-0d35-4f5c-9f49-0d3c7b7a8e01',
  gatewayUid: '7c0e3a52-98e4-4b0b-8d7e-3a1f5f0c2b02',
  networkUid: '1d9f4f0a-3b0c-4c53-a7f6-6b2f0f9d4c03',
  url: 'https://agents.example.org:4010',
  caCertificate: CA_CERTIFICATE,
  identity: 'q7Zr0dQ3yJm8hX2vT5wLkE9uC1nB4oA6sP_fGiHj-Ks',
  signingKeys: [{ id: 'key-1', publicKey: PUBLIC_KEY }],
  ...agent,
});

/** The boothook itself, whether or not it was packed to fit. */
export const unpacked = (userData: string): string =>
  userData.startsWith('#') ? userData : gunzipSync(Buffer.from(userData, 'base64')).toString();

/** The files that a boothook writes, by path. */
export function filesOf(boothook: string): Map<string, string> {
  const heredocs = boothook.matchAll(/^put \d+ (\S+) <<'(\w+)'\n([^]*?\n)\2$/gm);
  return new Map([...heredocs].map(([, path = '', , content = '']) => [path, content]));
}

export const PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAfUf3DoCrGI57oDH9IcjBAD2nMolu8D2x8mrfElq6Vh0=
-----END PUBLIC KEY-----
`;

const CA_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBVTCCAQegAwIBAgIUa2dCcrVtFl7ipOljKYCDBu1K/DswBQYDK2VwMB8xHTAb
BgNVBAMMFE5BVCBhZ2VudHMgb2YgYSB0ZXN0MCAXDTI2MTEyMTExMzE1NloYDzIx
MjYxMDI4MTEzMTU2WjAfMR0wGwYDVQQDDBROQVQgYWdlbnRzIG9mIGEgdGVzdDAq
MAUGAytlcAMhALlYnaFTVTwB5Pu+gCU7ZZOTfMQBcGd8HcENLtJf5fKGo1MwUTAd
BgNVHQ4EFgQUQgAI7WaZ34zMlQgqjdMAxilxY3UwHwYDVR0jBBgwFoAUQgAI7WaZ
34zMlQgqjdMAxilxY3UwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQDSoYsiU/07
SFsg71SN9UgOj8REwEc/6Z/dSZk4xQr/xfiqzDXQ3TGSMwda2FhtEKE680vcLJUb
dSqNyvGGRfUK
-----END CERTIFICATE-----
`;
