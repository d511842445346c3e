import {
  type Action,
  type Labels,
  type PrimaryIp,
  primaryIpCreatedSchema,
  primaryIpSchema,
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

export interface PrimaryIpInput {
  readonly name: string;
  readonly type: 'ipv4' | 'ipv6';
  /** Where it may be used. Left out when `serverId` decides it. */
  readonly location?: string;
  /** Assigned at once; the server has to be off. */
  readonly serverId?: number;
  /** Whether it goes when its server goes. */
  readonly isAutoDeleted: boolean;
  readonly labels?: Labels;
}

export interface PrimaryIpUpdate extends LabelsUpdate {
  readonly name?: string;
  readonly isAutoDeleted?: boolean;
}

const PATH = '/primary_ips/{id}';
const one = under('primary_ip', primaryIpSchema);
const page = pageOf('primary_ips', primaryIpSchema);

/** Assigning and unassigning need a server that is off. Source: API description, "Primary IPs". */
export function primaryIpsOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, PATH, id, one),

    list: (options: ListOptions = {}) => listAll(api, '/primary_ips', page, listQuery(options)),

    async create(input: PrimaryIpInput): Promise<{ primaryIp: PrimaryIp; actions: Action[] }> {
      const body = {
        name: input.name,
        type: input.type,
        location: input.location,
        // Goes with an assignee only: https://docs.hetzner.cloud/changelog#2026-04-27-primary-ips-make-assignee_type-optional
        ...(input.serverId !== undefined && { assignee_type: 'server', assignee_id: input.serverId }),
        auto_delete: input.isAutoDeleted,
        labels: input.labels,
      };
      const made = await api({ method: 'POST', path: '/primary_ips', body, answer: primaryIpCreatedSchema });
      return { primaryIp: made.primary_ip, actions: present(made.action) };
    },

    update(id: number, { name, labels, isAutoDeleted }: PrimaryIpUpdate) {
      const body = { name, labels, auto_delete: isAutoDeleted };
      return api({ method: 'PUT', path: PATH, id, body, answer: one });
    },

    /** Refused as `must_be_unassigned` while a server has it. */
    delete: (id: number) => deleteOrGone(api, PATH, id),

    assign: (id: number, { serverId }: { readonly serverId: number }) =>
      act(api, PATH, id, 'assign', { assignee_type: 'server', assignee_id: serverId }),

    unassign: (id: number) => act(api, PATH, id, 'unassign'),
  };
}
