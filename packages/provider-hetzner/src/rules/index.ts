export { hetznerRules } from './provider-rules.js';
export type { NetworkSighting, PrimaryIpSighting, ServerSighting } from './sightings.js';
export { wayOutOf, type Hop, type HopName, type HopState, type WayOutSituation } from './way-out.js';
