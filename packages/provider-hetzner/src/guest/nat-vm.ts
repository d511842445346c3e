import ipaddr from 'ipaddr.js';
import { fitUserData, USER_DATA_LIMIT_BYTES } from '../rules/fit-user-data.js';
import { agentFileOf, urlOf, type NatAgent } from './nat-agent.js';
import { fillTemplate } from './template.js';

export interface NatVm {
  /** IPv4 prefixes whose addresses may leave, such as `10.0.1.0/24`. None means that nobody may. */
  readonly sourcePrefixes: readonly string[];
  /** The Hetzner network's range, such as `10.0.0.0/16`. */
  readonly networkRange: string;
  /** The VM's address in that network. */
  readonly privateAddress: string;
  /** The VM's alias address in that network: what the network's route points at. */
  readonly aliasAddress: string;
  /** What makes the VM report, and take newer prefixes; without it the VM keeps those it was made with. */
  readonly agent?: NatAgent | undefined;
}

/**
 * User data that turns a Debian or Ubuntu machine with one public and one private interface into a NAT gateway,
 * with nothing to download. Without an agent it holds no secret; with one, the agent's one-time identity. The same
 * input gives the same text, whatever the order of the prefixes. It is a boothook, or its gzip in base64 when only
 * that fits. Throws `RangeError` on a value that is not what it should be, and when it does not fit at all.
 */
export function natVmUserData(vm: NatVm): string {
  const { text, byteLength, plainBytes } = fitUserData(boothookOf(vm));
  if (byteLength <= USER_DATA_LIMIT_BYTES) return text;
  throw new RangeError(
    `user data of a NAT VM takes ${byteLength} bytes, compressed (${plainBytes} before); ` +
      `Hetzner takes ${USER_DATA_LIMIT_BYTES}`,
  );
}

/**
 * What a VM must be made anew for, as a text to be compared: its user data without what is new at each making (the
 * agent's id and identity), what the agent learns later (keys, and prefixes), and the authority's certificate.
 * Without an agent the prefixes are in it. Throws as `natVmUserData` does.
 */
export function natVmFingerprintText(
  vm: Omit<NatVm, 'agent'>,
  agent: Pick<NatAgent, 'url' | 'gatewayUid' | 'networkUid'> | undefined,
): string {
  if (!agent) return boothookOf(vm);
  const { url, gatewayUid, networkUid } = agent;
  return boothookOf({ ...vm, sourcePrefixes: [] }, { url: urlOf(url), gatewayUid, networkUid });
}

/** `agentFile` is what the agent is told, without the addresses. */
function boothookOf(vm: NatVm, agentFile: object | undefined = vm.agent && agentFileOf(vm.agent)): string {
  const networkRange = prefixOf(vm.networkRange);
  const privateAddress = addressOf(vm.privateAddress);
  const aliasAddress = addressOf(vm.aliasAddress);
  const allowed = [...new Set(vm.sourcePrefixes.map(prefixOf))].toSorted();
  const values = {
    networkRange,
    networkGateway: firstAddressOf(networkRange),
    privateAddress,
    aliasAddress,
    // nft knows no empty list.
    elements: allowed.length > 0 ? `add element inet nat_gateway allowed { ${allowed.join(', ')} }` : '',
  };
  const agentJson = agentFile && JSON.stringify({ ...agentFile, networkRange, privateAddress, aliasAddress });
  return fillTemplate('nat-vm-boothook.sh', {
    ...values,
    agentFiles: agentJson ? fillTemplate('nat-agent-files.sh', { agentJson }) : '',
    agentStart: agentJson ? fillTemplate('nat-agent-start.sh') : '',
  });
}

// What goes into a script that root runs is spelled by us, whoever gave it.
function prefixOf(text: string): string {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) throw new RangeError(`not an IPv4 prefix: ${text}`);
  const [, length] = ipaddr.IPv4.parseCIDR(text);
  return `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${length}`;
}

function addressOf(text: string): string {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) throw new RangeError(`not an IPv4 address: ${text}`);
  return ipaddr.IPv4.parse(text).toString();
}

/** Hetzner's gateway for every subnet of a network is the first address of the network's range. */
function firstAddressOf(prefix: string): string {
  const bytes = ipaddr.IPv4.networkAddressFromCIDR(prefix).toByteArray();
  return bytes.map((byte, index) => (index === 3 ? byte + 1 : byte)).join('.');
}
