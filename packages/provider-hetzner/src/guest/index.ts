/** What goes into machines at Hetzner as user data. */
export { mergeUserData } from '../rules/user-data.js';
export { natVmUserData } from './nat-vm.js';
