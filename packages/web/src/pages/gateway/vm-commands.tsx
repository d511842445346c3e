import type { ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import {
  FailOverGatewayDocument,
  ReplaceGatewayDocument,
  StartGatewayDrainDocument,
} from '../../api/generated/graphql.js';
import { useOperation } from '../../operation/use-operation.js';
import { Confirm } from '../../ui/confirm.js';
import type { NatVm } from './gateway.queries.js';
import { isWell, sayLoss, type Pair } from './pair.js';

/** A VM of a gateway in a network, and what its commands take. */
export interface VmCommandProps {
  /** The arguments that name the gateway in the network. */
  target: { tenant: string; region: string; workspace: string; network: string; gateway: string };
  vm: NatVm;
  pair: Pair;
  /** Follows an operation to its end. */
  onOperation: (id: string) => void;
}

/** Takes a VM out of use. */
export function Drain({ target, vm, pair, onOperation }: VmCommandProps): ReactNode {
  const { run, isPending, error } = useOperation(StartGatewayDrainDocument, ({ startGatewayDrain }) =>
    onOperation(startGatewayDrain.id),
  );
  const { slot } = vm;
  return (
    <Confirm
      action="Drain"
      title={`Drain ${pair.other ? `the ${slot} VM of` : 'gateway'} ${target.gateway} in ${target.network}?`}
      name={target.gateway}
      onConfirm={() => run({ ...target, slot })}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>
        {sayLoss(vm, pair)} It stays out of use until you resume it. The VM and its public address stay, and
        go on costing.
      </p>
    </Confirm>
  );
}

/** Gives the VM a new disk, made from what is wanted now. */
export function Replace({ target, vm, pair, onOperation }: VmCommandProps): ReactNode {
  const { run, isPending, error } = useOperation(ReplaceGatewayDocument, ({ replaceGateway }) =>
    onOperation(replaceGateway.id),
  );
  return (
    <Confirm
      action="Replace"
      title={`Replace the ${pair.other ? vm.slot : 'NAT'} VM of ${target.gateway} in ${target.network}?`}
      name={target.gateway}
      onConfirm={() => run({ ...target, slot: vm.slot })}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>
        It gets a new disk, made from what is wanted now; what is on the old one is lost. Its addresses and
        the routes to it stay. {sayLoss(vm, pair)} It is back in use when its agent says that it forwards.
      </p>
    </Confirm>
  );
}

/** Has the address that routes lead to moved to this VM of a pair. */
export function FailOver({ target, vm, pair: { other }, onOperation }: VmCommandProps): ReactNode {
  const { run, isPending, error } = useOperation(FailOverGatewayDocument, ({ failOverGateway }) =>
    onOperation(failOverGateway.id),
  );
  const open = other?.agent?.connectionsUsed ?? 0;
  return (
    <Confirm
      action="Fail over to it"
      title={`Fail over ${target.gateway} in ${target.network} to the ${vm.slot} VM?`}
      name={target.gateway}
      onConfirm={() => run({ ...target, to: vm.slot })}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>
        The address that routes lead to, <code>{other?.aliasAddress ?? 'not known yet'}</code>, moves from the{' '}
        {other?.slot} VM to the {vm.slot} VM.{' '}
        <strong>{open === 0 ? 'Open connections break' : `${open} open connections break`}</strong>; new ones
        are seen outside as <code>{vm.publicAddress ?? 'not known yet'}</code>. Nothing moves back by itself.
      </p>
      {!isWell(vm) && <p>It will be refused for now: the {vm.slot} VM does not say that it forwards.</p>}
    </Confirm>
  );
}
