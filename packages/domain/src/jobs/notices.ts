import type { Resource } from '../resource/resource.js';
import type { ResourceState } from '../resource/conditions.js';
import type { Kind } from '../resource/kinds.js';

/** Tells that a resource, a connection or an operation changed; whoever cares reads it again. */
export type Notice = ResourceNotice | ConnectionNotice | OperationNotice;

export interface ResourceNotice {
  type: 'resource';
  uid: string;
  kind: Kind;
  tenant: string;
  region: string;
  workspace: string;
  network: string;
  name: string;
  state: ResourceState;
  resourceVersion: number;
  observedVersion: number;
  /** The row does not exist any more. */
  isGone: boolean;
}

export interface ConnectionNotice {
  type: 'connection';
  id: string;
  tenant: string;
}

export interface OperationNotice {
  type: 'operation';
  id: string;
  tenant: string;
}

export function noticeOf(resource: Resource, isGone = false): ResourceNotice {
  const { uid, kind, tenant, region, workspace, network, name, resourceVersion, observedVersion } = resource;
  return {
    type: 'resource',
    uid,
    kind,
    tenant,
    region,
    workspace,
    network,
    name,
    state: resource.status.state,
    resourceVersion,
    observedVersion,
    isGone,
  };
}
