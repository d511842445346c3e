import { z } from 'zod';
import {
  type Action,
  actionSchema,
  imageCreatedSchema,
  type Image,
  type Labels,
  type Server,
  serverCreatedSchema,
  serverSchema,
} from '../schema/index.js';
import {
  act,
  type Api,
  deleteOrGone,
  getOrUndefined,
  type LabelsUpdate,
  listAll,
  type ListOptions,
  listQuery,
  present,
  pageOf,
  under,
} from './resource.js';

/** Without a Primary IP of its own, an enabled family gets a new one, which goes when the server goes. */
export interface PublicNetInput {
  readonly isIpv4Enabled: boolean;
  readonly isIpv6Enabled: boolean;
  readonly ipv4PrimaryIpId?: number;
  readonly ipv6PrimaryIpId?: number;
}

export interface ServerInput {
  /** A host name, unique in the project. */
  readonly name: string;
  readonly serverType: string;
  /** Id or name; a name is looked up in the type's architecture. */
  readonly image: number | string;
  readonly location: string;
  /** Default at Hetzner: true. A server without any interface can't start. */
  readonly isStartedAfterCreate?: boolean;
  readonly publicNet?: PublicNetInput;
  /** Address and subnet can't be chosen here; see `attachToNetwork`. */
  readonly networkIds?: readonly number[];
  /** Without any, Hetzner makes a root password, which this client does not pass on. */
  readonly sshKeyIds?: readonly number[];
  readonly firewallIds?: readonly number[];
  readonly volumeIds?: readonly number[];
  readonly placementGroupId?: number;
  /** At most 32 KiB. Never told again, and fixed until the server is rebuilt. */
  readonly userData?: string;
  readonly labels?: Labels;
}

export interface AttachInput {
  readonly networkId: number;
  /** Without it, one is taken from the subnet of `ipRange`, else from any subnet of the right zone. */
  readonly ip?: string;
  readonly aliasIps?: readonly string[];
  readonly ipRange?: string;
}

const PATH = '/servers/{id}';
const one = under('server', serverSchema);
const page = pageOf('servers', serverSchema);
const deleted = z.object({ action: actionSchema.nullish() }).transform(({ action }) => present(action));

/** One action per server at a time: others are refused as `locked`. Source: API description, "Servers". */
export function serversOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, PATH, id, one),

    list: (options: ListOptions = {}) => listAll(api, '/servers', page, listQuery(options)),

    /** The server stays locked for a moment after its actions are done. */
    async create(input: ServerInput): Promise<{ server: Server; actions: Action[] }> {
      const body = serverToWire(input);
      const made = await api({ method: 'POST', path: '/servers', body, answer: serverCreatedSchema });
      return { server: made.server, actions: [made.action, ...made.next_actions] };
    },

    update: (id: number, { name, labels }: LabelsUpdate & { readonly name?: string }) =>
      api({ method: 'PUT', path: PATH, id, body: { name, labels }, answer: one }),

    /** The name is free again once the action is done; what was attached is detached meanwhile. */
    delete: (id: number) => deleteOrGone(api, PATH, id, deleted),

    powerOn: (id: number) => act(api, PATH, id, 'poweron'),

    /** Cuts the power. */
    powerOff: (id: number) => act(api, PATH, id, 'poweroff'),

    /** Cuts the power and gives it back. */
    reset: (id: number) => act(api, PATH, id, 'reset'),

    /** Asks the guest; success says that it was asked, not that it went down. */
    shutdown: (id: number) => act(api, PATH, id, 'shutdown'),

    /** Also while it runs. The address of an attachment can't be changed later, only its aliases. */
    attachToNetwork: (id: number, input: AttachInput) =>
      act(api, PATH, id, 'attach_to_network', {
        network: input.networkId,
        ip: input.ip,
        alias_ips: input.aliasIps,
        ip_range: input.ipRange,
      }),

    detachFromNetwork: (id: number, { networkId }: { readonly networkId: number }) =>
      act(api, PATH, id, 'detach_from_network', { network: networkId }),

    /** Replaces the whole list. The guest has to configure them by itself. */
    changeAliasIps: (
      id: number,
      input: { readonly networkId: number; readonly aliasIps: readonly string[] },
    ) => act(api, PATH, id, 'change_alias_ips', { network: input.networkId, alias_ips: input.aliasIps }),

    /** Only while it is off. With a larger disk there is no way back to a type with a smaller one. */
    changeType: (id: number, input: { readonly serverType: string; readonly isDiskUpgraded: boolean }) =>
      act(api, PATH, id, 'change_type', {
        server_type: input.serverType,
        upgrade_disk: input.isDiskUpgraded,
      }),

    /** Only while it is off. A server is in one group at most. */
    addToPlacementGroup: (id: number, { placementGroupId }: { readonly placementGroupId: number }) =>
      act(api, PATH, id, 'add_to_placement_group', { placement_group: placementGroupId }),

    removeFromPlacementGroup: (id: number) => act(api, PATH, id, 'remove_from_placement_group'),

    /**
     * A new root disk from an image; all that was on the old one is lost. Addresses, attachments and labels
     * stay, and so does the user data unless it is given anew.
     */
    rebuild: (id: number, input: { readonly image: number | string; readonly userData?: string }) =>
      act(api, PATH, id, 'rebuild', { image: input.image, user_data: input.userData }),

    /** A snapshot of the root disk. It has no name: its id, labels and description tell it apart. */
    async createImage(
      id: number,
      input: { readonly description?: string; readonly labels?: Labels },
    ): Promise<{ image: Image; actions: Action[] }> {
      const path = `${PATH}/actions/create_image`;
      const body = { type: 'snapshot', ...input };
      const made = await api({ method: 'POST', path, id, body, answer: imageCreatedSchema });
      return { image: made.image, actions: [made.action] };
    },
  };
}

function serverToWire(input: ServerInput) {
  return {
    name: input.name,
    server_type: input.serverType,
    image: input.image,
    location: input.location,
    start_after_create: input.isStartedAfterCreate,
    public_net: input.publicNet && {
      enable_ipv4: input.publicNet.isIpv4Enabled,
      enable_ipv6: input.publicNet.isIpv6Enabled,
      ipv4: input.publicNet.ipv4PrimaryIpId,
      ipv6: input.publicNet.ipv6PrimaryIpId,
    },
    networks: input.networkIds,
    ssh_keys: input.sshKeyIds,
    firewalls: input.firewallIds?.map((firewall) => ({ firewall })),
    volumes: input.volumeIds,
    placement_group: input.placementGroupId,
    user_data: input.userData,
    labels: input.labels,
  };
}
