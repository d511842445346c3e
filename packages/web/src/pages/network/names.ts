import type { Names } from '../../resource/step-words.js';
import type { Network } from './network.queries.js';

/** What uids stand for in the runs of a network and of what is in it. */
export function namesIn({ uid, name, subnets, routeTables, internetGateways, instances }: Network): Names {
  const all = [{ uid, name }, ...subnets, ...routeTables, ...internetGateways, ...instances];
  const nics = instances.flatMap((instance) => instance.nics);
  return new Map([...all, ...nics].map((each) => [each.uid, each.name]));
}
