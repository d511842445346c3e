/** What goes into machines at Hetzner as user data. */
export { mergeUserData } from '../rules/user-data.js';
export { natVmFingerprintText, natVmUserData, type NatVm } from './nat-vm.js';
export type { NatAgent, NatAgentSigningKey } from './nat-agent.js';
