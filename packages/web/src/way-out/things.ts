/** The resources on the way from a subnet to the internet, by their names. */
import { nameOf, routeTargetOf } from './references.js';

interface NetworkThings {
  subnets: readonly { name: string; routeTable: string | null }[];
  routeTables: readonly { name: string; routes: readonly { target: string }[] }[];
}

export interface WayThings {
  routeTable: string | undefined;
  /** The first internet gateway that the table leads to. */
  gateway: string | undefined;
}

/** What a packet from a subnet meets, as far as it is declared. */
export function thingsBehind({ subnets, routeTables }: NetworkThings, subnetName: string | null): WayThings {
  const subnet = subnets.find(({ name }) => name === subnetName);
  const routeTable = subnet?.routeTable ? nameOf(subnet.routeTable) : undefined;
  const routes = routeTables.find(({ name }) => name === routeTable)?.routes ?? [];
  const gateway = routes.map(({ target }) => routeTargetOf(target)).find(({ type }) => type === 'gateway');
  return { routeTable, gateway: gateway?.name };
}
