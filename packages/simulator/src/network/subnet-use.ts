import type { Project } from '../world/project.js';
import { containsAddress, ipv4, ipv4Range } from './ipv4.js';

/** Why a subnet with an address in use can't be removed; Terraform's provider looks for "servers are attached". */
export const SUBNET_IN_USE = 'cannot remove subnet because servers are attached to it';

/** Whether an interface has, or is about to have, an address in the subnet. */
export function isSubnetInUse(project: Project, networkId: number, ipRange: string): boolean {
  const range = ipv4Range(ipRange);
  const found = project.attachments.findBy(
    (attachment) =>
      attachment.networkId === networkId &&
      [attachment.ip, ...attachment.aliasIps, ...(attachment.nextAliasIps ?? [])].some((address) =>
        containsAddress(range, ipv4(address)),
      ),
  );
  return found !== undefined;
}
