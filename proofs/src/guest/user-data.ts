import { mergeUserData, natVmUserData } from '@seca-hetzner/provider-hetzner/guest';
import { USER_PART } from './user-part.js';

/** The NAT VM of the network, as the product would place it. */
export const NAT_VM = {
  sourcePrefixes: ['10.0.1.0/24'],
  networkRange: '10.0.0.0/16',
  privateAddress: '10.0.1.254',
  aliasAddress: '10.0.1.253',
} as const;

/**
 * What the product gives to a guest whose user wrote `USER_PART`, and to the NAT VM. For seeing that the proof can fail,
 * `PROOF_WITHOUT` names a text that is taken out of the guest's.
 */
export const USER_DATA = {
  guest: without(process.env.PROOF_WITHOUT ?? '', mergeUserData(USER_PART).text),
  natVm: natVmUserData(NAT_VM),
} as const;

/** User data that lacks a text. Throws when it has none to begin with. */
export function without(text: string, userData: string): string {
  if (!userData.includes(text)) throw new Error(`the user data has no "${text}"`);
  return text ? userData.replaceAll(text, '') : userData;
}
