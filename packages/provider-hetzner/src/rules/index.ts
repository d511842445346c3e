export { catalogueFileSchema, type CatalogueFile } from './catalogue-file.js';
export { compatibility } from './compatibility/index.js';
export type { CompatibilityRow } from './compatibility/row.js';
export { hetznerRules } from './provider-rules.js';
export { monthlyPriceOfCall, type SmokeOffers } from './smoke-price.js';
export { serverSighting, type NetworkSighting, type ServerSighting } from './sightings.js';
export {
  egressCodes,
  firstObstacle,
  wayOutOf,
  type AgentSighting,
  type GatewayLook,
  type Hop,
  type WayOutSituation,
} from './way-out/index.js';
