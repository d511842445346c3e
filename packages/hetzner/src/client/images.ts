import { imageSchema } from '../schema/index.js';
import {
  type Api,
  deleteOrGone,
  getOrUndefined,
  listAll,
  type ListOptions,
  listQuery,
  pageOf,
  under,
} from './resource.js';

export interface ImageListOptions extends ListOptions {
  /** System images have one object per architecture under the same name. */
  readonly architecture?: 'x86' | 'arm';
  readonly type?: 'system' | 'app' | 'snapshot' | 'backup';
  /** Those announced to go are left out otherwise. */
  readonly isDeprecatedIncluded?: boolean;
}

const PATH = '/images/{id}';
const one = under('image', imageSchema);
const page = pageOf('images', imageSchema);

/** Snapshots are made from a server: `servers.createImage`. Source: API description, "Images". */
export function imagesOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, PATH, id, one),

    list: ({ architecture, type, isDeprecatedIncluded, ...options }: ImageListOptions = {}) =>
      listAll(api, '/images', page, {
        ...listQuery(options),
        architecture,
        type,
        include_deprecated: isDeprecatedIncluded,
      }),

    /** Only snapshots and backups. */
    delete: (id: number) => deleteOrGone(api, PATH, id),
  };
}
