/** The world of the egress proof, for those who measure in it. */
export { WEB_ADDRESS } from '../fabric/addresses.js';
export type { Machine } from '../machine/machine.js';
export { World } from './world.js';
