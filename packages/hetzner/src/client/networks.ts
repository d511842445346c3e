import { type Labels, type Network, networkSchema, type Route } from '../schema/index.js';
import {
  act,
  type Api,
  deleteOrGone,
  getOrUndefined,
  type LabelsUpdate,
  listAll,
  type ListOptions,
  listQuery,
  pageOf,
  under,
} from './resource.js';

export interface SubnetInput {
  /** Inside the network's range, /30 or larger. Without it, Hetzner takes the first free /24. */
  readonly ipRange?: string;
  /** For example `eu-central`; one zone for all subnets of a network. */
  readonly networkZone: string;
}

export interface NetworkInput {
  readonly name: string;
  /** RFC 1918, /24 or larger. */
  readonly ipRange: string;
  readonly subnets?: readonly SubnetInput[];
  readonly labels?: Labels;
}

const PATH = '/networks/{id}';
const one = under('network', networkSchema);
const page = pageOf('networks', networkSchema);

/**
 * One change per network at a time: another one meanwhile is refused as `conflict`. A network is made and
 * deleted at once, without an action. Source: API description, "Networks" and "Network Actions".
 */
export function networksOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, PATH, id, one),

    list: (options: ListOptions = {}) => listAll(api, '/networks', page, listQuery(options)),

    async create(input: NetworkInput): Promise<{ network: Network; actions: [] }> {
      const body = {
        name: input.name,
        ip_range: input.ipRange,
        subnets: input.subnets?.map(subnetToWire),
        labels: input.labels,
      };
      return {
        network: await api({ method: 'POST', path: '/networks', body, answer: one }),
        actions: [],
      };
    },

    update: (id: number, { labels }: LabelsUpdate) =>
      api({ method: 'PUT', path: PATH, id, body: { labels }, answer: one }),

    /** Detaches what is attached. The fabric's routes and subnets go along. */
    delete: (id: number) => deleteOrGone(api, PATH, id),

    addSubnet: (id: number, subnet: SubnetInput) => act(api, PATH, id, 'add_subnet', subnetToWire(subnet)),

    /** Refused as `service_error` while anything is attached, and for a while after a server went. */
    deleteSubnet: (id: number, { ipRange }: { readonly ipRange: string }) =>
      act(api, PATH, id, 'delete_subnet', { ip_range: ipRange }),

    /**
     * `destination` is RFC 1918 or exactly `0.0.0.0/0`, and overlaps with no subnet or other destination;
     * `gateway` is an address of the network, whether or not anything has it.
     */
    addRoute: (id: number, { destination, gateway }: Route) =>
      act(api, PATH, id, 'add_route', { destination, gateway }),

    /** Wants the exact pair. */
    deleteRoute: (id: number, { destination, gateway }: Route) =>
      act(api, PATH, id, 'delete_route', { destination, gateway }),
  };
}

function subnetToWire({ ipRange, networkZone }: SubnetInput) {
  return { type: 'cloud', ip_range: ipRange, network_zone: networkZone };
}
