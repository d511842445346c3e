export { hetznerRules } from './provider-rules.js';
