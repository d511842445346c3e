import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sentenceOf } from '../api/errors.js';
import { ResumeGatewayDocument, type NatVmSlot } from '../api/generated/graphql.js';
import { useMay } from '../api/me.js';
import { useCommand } from '../api/use-command.js';
import { paths, type Place } from '../paths.js';
import { Button } from '../ui/button.js';
import type { Hop } from './hops.js';
import type { WayThings } from './things.js';

interface FixProps {
  hop: Hop;
  /** The whole way: what keeps a route away may stand behind it. */
  hops: readonly Hop[];
  /** The network in which the way begins. */
  network: Place;
  things: WayThings;
  /** Asks the gateway what it has seen. */
  ask: () => void;
}

/** What can be done about a hop from here: by a button if we can do it, by a link to what has to be changed if not. */
export function Fix({ hop, hops, network, things: { routeTable, gateway }, ask }: FixProps): ReactNode {
  const gatewayPage = gateway !== undefined && (
    <Link to={paths.gateway({ ...network, name: gateway })}>Open internet gateway {gateway}</Link>
  );
  const isDrained = hops.some(({ code }) => code === 'GATEWAY_DRAINING');
  if (gateway !== undefined && isDrained && WITHDRAWN.has(hop.code ?? '')) {
    return <Resume network={network} gateway={gateway} />;
  }
  switch (hop.code) {
    case 'NOT_REPORTED':
    case 'GUEST_NOT_SEEN':
      return <Button onClick={ask}>Ask the gateway</Button>;
    case 'NO_ROUTE_TO_GATEWAY':
    case 'GATEWAY_MISSING':
    case 'ROUTE_REFUSED':
    case 'ROUTE_NOT_PROGRAMMED':
    case 'ROUTE_ELSEWHERE':
      return routeTable === undefined ? null : (
        <Link to={paths.routeTable(network, routeTable)}>Open route table {routeTable}</Link>
      );
    default:
      return hop.code !== null && GATEWAY_HOPS.has(hop.name) ? gatewayPage : null;
  }
}

/** What ends when a drained gateway is let go on: its route is withdrawn meanwhile. */
const WITHDRAWN = new Set(['GATEWAY_DRAINING', 'ROUTE_NOT_PROGRAMMED']);

const GATEWAY_HOPS = new Set(['nat-vm', 'gateway-configuration', 'forwarding', 'public-ip']);

interface ResumeProps {
  network: Place;
  gateway: string;
  /** One VM of two; all of them without it. */
  slot?: NatVmSlot | undefined;
}

/** Lets the drained VMs of a gateway back into use, for whoever may. */
export function Resume({ network, gateway, slot }: ResumeProps): ReactNode {
  const may = useMay('operator');
  const { mutate, isPending, error } = useCommand(ResumeGatewayDocument);
  const { tenant, region, workspace, name } = network;
  if (!may) return null;
  return (
    <>
      <Button
        look="main"
        onClick={() => mutate({ tenant, region, workspace, network: name, gateway, slot: slot ?? null })}
        disabled={isPending}
      >
        {isPending
          ? 'Resuming…'
          : `Resume ${slot === undefined ? 'gateway' : `the ${slot} VM of`} ${gateway}`}
      </Button>
      {error && <span role="alert">{sentenceOf(error)}</span>}
    </>
  );
}
