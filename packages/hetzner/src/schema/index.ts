/**
 * Wire types of the Hetzner Cloud API, spelled as the API spells them, one file per resource. Fields that the
 * API may add are ignored, so an answer of tomorrow still parses. Source: https://docs.hetzner.cloud
 */
export {
  type Action,
  type ActionError,
  actionErrorSchema,
  type ActionResource,
  actionResourceSchema,
  type Actions,
  actionSchema,
  actionsSchema,
  type ActionStarted,
  actionStartedSchema,
} from './action.js';
export { type ErrorBody, errorBodySchema, type ErrorDetails, errorDetailsSchema } from './error.js';
export {
  type Firewall,
  type FirewallCreated,
  firewallCreatedSchema,
  type FirewallResource,
  firewallResourceSchema,
  type FirewallRule,
  firewallRuleSchema,
  firewallSchema,
} from './firewall.js';
export { type Image, type ImageCreated, imageCreatedSchema, imageSchema } from './image.js';
export { type Iso, isoSchema } from './iso.js';
export { type Location, locationSchema } from './location.js';
export {
  type Network,
  networkSchema,
  type Route,
  routeSchema,
  type Subnet,
  subnetSchema,
} from './network.js';
export { type Meta, metaSchema, type Pagination, paginationSchema } from './pagination.js';
export {
  type PlacementGroup,
  type PlacementGroupCreated,
  placementGroupCreatedSchema,
  placementGroupSchema,
} from './placement-group.js';
export { type Price, priceSchema, type TypePrice, typePriceSchema } from './price.js';
export { type Pricing, pricingSchema } from './pricing.js';
export {
  type PrimaryIp,
  type PrimaryIpCreated,
  primaryIpCreatedSchema,
  primaryIpSchema,
} from './primary-ip.js';
export {
  type Architecture,
  architectureSchema,
  type DeleteProtection,
  deleteProtectionSchema,
  type Deprecation,
  deprecationSchema,
  type DnsPtr,
  dnsPtrSchema,
  idSchema,
  type Labels,
  labelsSchema,
  openEnum,
  timestampSchema,
} from './primitives.js';
export {
  type ServerType,
  type ServerTypeLocation,
  serverTypeLocationSchema,
  serverTypeSchema,
} from './server-type.js';
export {
  type Server,
  type ServerCreated,
  serverCreatedSchema,
  type ServerFirewall,
  serverFirewallSchema,
  type ServerPasswordSet,
  serverPasswordSetSchema,
  type ServerPrivateNet,
  serverPrivateNetSchema,
  type ServerPublicIpv4,
  serverPublicIpv4Schema,
  type ServerPublicIpv6,
  serverPublicIpv6Schema,
  type ServerPublicNet,
  serverPublicNetSchema,
  serverSchema,
  type ServerStatus,
  serverStatusSchema,
} from './server.js';
export { type SshKey, sshKeySchema } from './ssh-key.js';
export { type Volume, type VolumeCreated, volumeCreatedSchema, volumeSchema } from './volume.js';
