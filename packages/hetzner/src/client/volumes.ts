import { type Action, type Labels, type Volume, volumeCreatedSchema, volumeSchema } from '../schema/index.js';
import {
  act,
  type Api,
  deleteOrGone,
  getOrUndefined,
  listAll,
  type ListOptions,
  listQuery,
  pageOf,
  under,
} from './resource.js';

export interface VolumeInput {
  readonly name: string;
  /** 10 to 10,240. */
  readonly sizeGb: number;
  readonly location: string;
  /** Made on the volume; without it, the volume is raw. */
  readonly format?: 'ext4' | 'xfs';
  readonly labels?: Labels;
}

const PATH = '/volumes/{id}';
const one = under('volume', volumeSchema);
const page = pageOf('volumes', volumeSchema);

/** Source: API description, "Volumes" and "Volume Actions". */
export function volumesOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, PATH, id, one),

    list: (options: ListOptions = {}) => listAll(api, '/volumes', page, listQuery(options)),

    async create(input: VolumeInput): Promise<{ volume: Volume; actions: Action[] }> {
      const { name, sizeGb, location, format, labels } = input;
      const body = { name, size: sizeGb, location, format, labels };
      const made = await api({ method: 'POST', path: '/volumes', body, answer: volumeCreatedSchema });
      return { volume: made.volume, actions: [made.action, ...made.next_actions] };
    },

    /** Only a detached one. */
    delete: (id: number) => deleteOrGone(api, PATH, id),

    /** To a server in the same location, up to 16 per server. The guest does not mount it by itself. */
    attach: (id: number, { serverId }: { readonly serverId: number }) =>
      act(api, PATH, id, 'attach', { server: serverId, automount: false }),

    detach: (id: number) => act(api, PATH, id, 'detach'),

    /** Larger only. */
    resize: (id: number, { sizeGb }: { readonly sizeGb: number }) =>
      act(api, PATH, id, 'resize', { size: sizeGb }),
  };
}
