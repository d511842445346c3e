import {
  type Action,
  type Labels,
  type PlacementGroup,
  placementGroupCreatedSchema,
  placementGroupSchema,
} from '../schema/index.js';
import {
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

const PATH = '/placement_groups/{id}';
const one = under('placement_group', placementGroupSchema);
const page = pageOf('placement_groups', placementGroupSchema);

/** Of type `spread`: no two of up to ten servers share a host. Source: API description, "Placement Groups". */
export function placementGroupsOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, PATH, id, one),

    list: (options: ListOptions = {}) => listAll(api, '/placement_groups', page, listQuery(options)),

    async create(input: {
      readonly name: string;
      readonly labels?: Labels;
    }): Promise<{ placementGroup: PlacementGroup; actions: Action[] }> {
      const body = { type: 'spread', ...input };
      const path = '/placement_groups';
      const made = await api({ method: 'POST', path, body, answer: placementGroupCreatedSchema });
      return { placementGroup: made.placement_group, actions: present(made.action) };
    },

    update: (id: number, body: LabelsUpdate) => api({ method: 'PUT', path: PATH, id, body, answer: one }),

    delete: (id: number) => deleteOrGone(api, PATH, id),
  };
}
