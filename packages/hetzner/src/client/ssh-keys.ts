import { type Labels, type SshKey, sshKeySchema } from '../schema/index.js';
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

const PATH = '/ssh_keys/{id}';
const one = under('ssh_key', sshKeySchema);
const page = pageOf('ssh_keys', sshKeySchema);

/** A project takes each key only once, under whatever name. Source: API description, "SSH Keys". */
export function sshKeysOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, PATH, id, one),

    /** `fingerprint` is MD5, in hex pairs with colons. */
    list: ({ fingerprint, ...options }: ListOptions & { readonly fingerprint?: string } = {}) =>
      listAll(api, '/ssh_keys', page, { ...listQuery(options), fingerprint }),

    async create(input: {
      readonly name: string;
      /** In OpenSSH format. */
      readonly publicKey: string;
      readonly labels?: Labels;
    }): Promise<{ sshKey: SshKey; actions: [] }> {
      const body = { name: input.name, public_key: input.publicKey, labels: input.labels };
      return {
        sshKey: await api({ method: 'POST', path: '/ssh_keys', body, answer: one }),
        actions: [],
      };
    },

    delete: (id: number) => deleteOrGone(api, PATH, id),
  };
}
