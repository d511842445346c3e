import type { RoleAssignmentSpec, RoleAssignmentStatus } from '../authorization/role-assignment.js';
import type { RoleSpec, RoleStatus } from '../authorization/role.js';
import type { InstanceSpec, InstanceStatus, PowerState } from '../compute/instance.js';
import type { InternetGatewaySpec, InternetGatewayStatus } from '../network/internet-gateway.js';
import type { NetworkSpec, NetworkStatus } from '../network/network.js';
import type { NicSpec, NicStatus } from '../network/nic.js';
import type { PublicIpSpec, PublicIpStatus } from '../network/public-ip.js';
import type { RouteTableSpec, RouteTableStatus } from '../network/route-table.js';
import type { SecurityGroupRuleSpec, SecurityGroupRuleStatus } from '../network/security-group-rule.js';
import type { SecurityGroupSpec, SecurityGroupStatus } from '../network/security-group.js';
import type { SubnetSpec, SubnetStatus } from '../network/subnet.js';
import type { BlockStorageSpec, BlockStorageStatus } from '../storage/block-storage.js';
import type { ImageSpec, ImageStatus } from '../storage/image.js';
import type { WorkspaceSpec, WorkspaceStatus } from '../workspace/workspace.js';
import type { ResourceIdentity } from './identity.js';
import type { Kind } from './kinds.js';

interface Shapes {
  workspace: { spec: WorkspaceSpec; status: WorkspaceStatus };
  network: { spec: NetworkSpec; status: NetworkStatus };
  'internet-gateway': { spec: InternetGatewaySpec; status: InternetGatewayStatus };
  'routing-table': { spec: RouteTableSpec; status: RouteTableStatus };
  subnet: { spec: SubnetSpec; status: SubnetStatus };
  nic: { spec: NicSpec; status: NicStatus };
  'public-ip': { spec: PublicIpSpec; status: PublicIpStatus };
  'security-group': { spec: SecurityGroupSpec; status: SecurityGroupStatus };
  'security-group-rule': { spec: SecurityGroupRuleSpec; status: SecurityGroupRuleStatus };
  'block-storage': { spec: BlockStorageSpec; status: BlockStorageStatus };
  image: { spec: ImageSpec; status: ImageStatus };
  instance: { spec: InstanceSpec; status: InstanceStatus };
  role: { spec: RoleSpec; status: RoleStatus };
  'role-assignment': { spec: RoleAssignmentSpec; status: RoleAssignmentStatus };
}

export type SpecOf<K extends Kind> = Shapes[K]['spec'];
export type StatusOf<K extends Kind> = Shapes[K]['status'];

/** String maps that belong to the user; `undefined` when the client sent none. */
export interface UserMaps {
  labels: Record<string, string> | undefined;
  annotations: Record<string, string> | undefined;
  extensions: Record<string, string> | undefined;
}

interface ResourceOf<K extends Kind> extends ResourceIdentity<K>, UserMaps {
  uid: string;
  spec: SpecOf<K>;
  status: StatusOf<K>;
  /** Rises by one with each accepted PUT, DELETE and action; never with a status write. */
  resourceVersion: number;
  /** The version that the worker has settled; 0 before the first time. */
  observedVersion: number;
  createdAt: Date;
  lastModifiedAt: Date;
  /** Set when a DELETE was accepted. */
  deletedAt: Date | undefined;
  /** Instances only: the power that the last action asked for, and when. */
  desiredPower: PowerState | undefined;
  desiredPowerAt: Date | undefined;
  /** Instances only: which half of a restart is still to be seen. */
  restartPhase: PowerState | undefined;
  /** Workspaces only: the provider connection it is bound to; fixed once set. */
  connectionId: string | undefined;
}

/** A declared resource, as the database holds it; a discriminated union over `kind`. */
export type Resource<K extends Kind = Kind> = { [Each in K]: ResourceOf<Each> }[K];
