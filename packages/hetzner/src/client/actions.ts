import { actionSchema } from '../schema/index.js';
import { type Api, getOrUndefined, manyActions, under } from './resource.js';

/** As many ids as one list of actions takes; the API has no paging there, and its own client sends as many. */
export const MAX_ACTIONS_PER_LIST = 25;

const one = under('action', actionSchema);

/** To wait for actions, see `action-poller.ts`. Source: API description, "Actions". */
export function actionsOf(api: Api) {
  return {
    get: (id: number) => getOrUndefined(api, '/actions/{id}', id, one),

    /** Up to `MAX_ACTIONS_PER_LIST` ids; unknown ones are missing in the result. */
    list: (ids: readonly number[]) =>
      api({ method: 'GET', path: '/actions', query: { id: ids }, answer: manyActions }),
  };
}
