import type { OperatorCaller } from '../authorization/caller.js';
import { START_ON_CREATE, nicFields } from '../compute/instance.js';
import type { Domain } from '../domain.js';
import { ConflictError } from '../errors.js';
import type { Transaction } from '../persistence/transaction.js';
import { findConnection } from '../provider/provider-connection.repository.js';
import { getRegion } from '../region/catalogue.repository.js';
import { deleteResourceIn } from '../resource/delete-resource.js';
import { urnOf, workspaceIdentityOf, type ResourceIdentity } from '../resource/identity.js';
import { putResourceIn, type PutRequest } from '../resource/put-resource.js';
import { findResource, findTargets, getResourceRow } from '../resource/resource.repository.js';
import type { Resource } from '../resource/resource.js';
import { startOperation } from './start-operation.js';
import type { Operation, OperationStep } from './operation.js';

/** Where a node is, and what it is called. */
export interface NodePlace {
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}

/** A machine with a private address, as an operator asks for it. */
export interface NodeRequest extends NodePlace {
  /** The subnet of a new NIC `<name>-nic`. */
  network: string;
  subnet: string;
  /** An instance SKU of the region. */
  sku: string;
  /** Absent: the zone of the subnet. */
  zone?: string | undefined;
  /** An image of the tenant on the new boot volume `<name>-boot`; absent: the installation's default image. */
  image?: string | undefined;
  bootSizeGb: number;
  storageSku: string;
  /** Cloud-init user data. A secret. */
  userData?: string | undefined;
  sshKeys: readonly string[];
  labels?: Record<string, string> | undefined;
  /** Whether it is to run once it is made. */
  start: boolean;
}

function identityIn({ tenant, region, workspace }: NodePlace) {
  return <K extends 'instance' | 'nic' | 'block-storage'>(kind: K, name: string): ResourceIdentity<K> => ({
    tenant,
    region,
    workspace,
    network: '',
    kind,
    name,
  });
}

/**
 * Declares boot volume, NIC and instance by the commands that a SECA client uses, all or none of them, and gives the
 * operation that ends when the machine is made and, if it was to start, runs with its bootstrap delivered. What the
 * user data does then is the user's.
 *
 * Throws `ConflictError` while the workspace has no connected provider or something of these names is there, and what
 * `putResource` throws.
 */
export function provisionNode(
  domain: Domain,
  caller: OperatorCaller,
  node: NodeRequest,
  idempotencyKey: string | undefined,
): Promise<Operation> {
  const target = urnOf(identityIn(node)('instance', node.name));
  const request = {
    kind: 'provision-node',
    tenant: node.tenant,
    target,
    idempotencyKey,
    arguments: node,
  } as const;
  return startOperation(domain, caller, request, async (transaction) => {
    await refuseUnlessConnected(transaction, node);
    const steps: OperationStep[] = [];
    for (const put of await declarationsOf(transaction, node)) {
      const { resource, isNew } = await putResourceIn(domain, transaction, caller, put);
      if (!isNew) throw new ConflictError(`there is ${urnOf(resource)} already`);
      steps.push(settledStep(resource));
    }
    return steps;
  });
}

export function settledStep({ kind, name, uid, resourceVersion }: Resource): OperationStep {
  return { name: `${kind} ${name}`, goal: { type: 'settled', uid, version: resourceVersion } };
}

async function refuseUnlessConnected({ manager }: Transaction, node: NodePlace): Promise<void> {
  const identity = workspaceIdentityOf(identityIn(node)('instance', node.name));
  const { connectionId } = await getResourceRow(manager, identity);
  const connection = connectionId === undefined ? undefined : await findConnection(manager, connectionId);
  if (connection?.status === 'connected') return;
  const state = connection
    ? `connection '${connection.name}' is ${connection.status}`
    : 'it has no connection';
  throw new ConflictError(`nodes of workspace '${node.workspace}' cannot be provisioned: ${state}`);
}

/** What is declared for a node, in the order in which one refers to the other. */
async function declarationsOf({ manager }: Transaction, node: NodeRequest): Promise<PutRequest[]> {
  const { tenant, region, workspace, network } = node;
  const identityOf = identityIn(node);
  const maps = { labels: node.labels, annotations: undefined, extensions: undefined };
  const subnet = await findResource(manager, {
    tenant,
    region,
    workspace,
    network,
    kind: 'subnet',
    name: node.subnet,
  });
  const zone = node.zone ?? subnet?.spec.zone ?? (await getRegion(manager, region)).spec.availableZones[0];
  const [nic, boot] = [`${node.name}-nic`, `${node.name}-boot`];
  return [
    {
      identity: identityOf('block-storage', boot),
      maps,
      spec: {
        sizeGB: node.bootSizeGb,
        skuRef: { resource: `skus/${node.storageSku}` },
        ...(node.image === undefined ? {} : { sourceImageRef: { resource: `images/${node.image}` } }),
      },
    },
    {
      identity: identityOf('nic', nic),
      maps,
      spec: { subnetRef: { resource: `networks/${network}/subnets/${node.subnet}` }, addresses: ['0.0.0.0'] },
    },
    {
      identity: identityOf('instance', node.name),
      maps: node.start ? { ...maps, extensions: { [START_ON_CREATE]: 'true' } } : maps,
      spec: {
        zone,
        skuRef: { resource: `skus/${node.sku}` },
        bootVolume: { deviceRef: { resource: `block-storages/${boot}` } },
        primaryNicRef: { resource: `nics/${nic}` },
        ...(node.sshKeys.length > 0 ? { sshKeys: node.sshKeys } : {}),
        ...(node.userData === undefined ? {} : { userData: node.userData }),
      },
    },
  ];
}

/**
 * Deletes an instance with its NICs and, unless it is to be kept, its boot volume. The operation ends when all of it
 * is gone. Throws `NotFoundError`, and what `deleteResource` throws.
 */
export function deleteNode(
  domain: Domain,
  caller: OperatorCaller,
  place: NodePlace,
  options: { isDiskKept: boolean; idempotencyKey: string | undefined },
): Promise<Operation> {
  const { isDiskKept, idempotencyKey } = options;
  const { tenant } = place;
  const identity = identityIn(place)('instance', place.name);
  const target = urnOf(identity);
  const request = {
    kind: 'delete-node',
    tenant,
    target,
    idempotencyKey,
    arguments: { ...place, isDiskKept },
  } as const;
  return startOperation(domain, caller, request, async (transaction) => {
    const instance = await getResourceRow(transaction.manager, identity);
    const targets = await findTargets(transaction.manager, instance.uid);
    const pointers = nicFields(instance.spec).map(({ pointer }) => pointer);
    if (!isDiskKept) pointers.push('/spec/bootVolume/deviceRef');
    const parts = pointers.flatMap((pointer) => targets.get(pointer) ?? []);
    const steps: OperationStep[] = [];
    for (const part of [instance, ...parts]) {
      const { kind, name, uid } = await deleteResourceIn(domain, transaction, caller, part);
      steps.push({ name: `${kind} ${name}`, goal: { type: 'gone', uid } });
    }
    return steps;
  });
}
