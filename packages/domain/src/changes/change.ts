import { kinds, type Kind } from '../resource/kinds.js';

/** What changes beside resources: see `Change.about` for what each of them is about. */
const otherKinds = ['connection', 'run', 'operation', 'gateway-agent', 'provider-object'] as const;

export type ChangeKind = Kind | (typeof otherKinds)[number];

/** Everything that a change can be of. */
export const changeKinds: readonly ChangeKind[] = [...(Object.keys(kinds) as Kind[]), ...otherKinds];

/** Tells that something has changed; whoever cares reads it again. */
export interface Change {
  kind: ChangeKind;
  /** Of the resource, connection, run, agent or provider object. */
  uid: string;
  /** Of the resource or connection that it is about: of a run, its unit; of an agent, its network; else `uid` itself. */
  about: string;
  /** `undefined` for what belongs to no tenant that is known any more. */
  tenant: string | undefined;
  /** Empty where there is none; so are `network` and `name`. */
  workspace: string;
  network: string;
  name: string;
  /** It does not exist any more. */
  isGone: boolean;
}

/** A change with the place in the feed up to which whoever heard it has heard everything. */
export interface ToldChange extends Change {
  cursor: string;
}
