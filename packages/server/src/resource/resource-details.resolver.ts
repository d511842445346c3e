import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import {
  InvalidRequestError,
  documentOf,
  networkIdentityOf,
  type Resource as DomainResource,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import type { Loaders } from '../loaders.js';
import { resourceFromDomain } from './any-resource.js';
import { ProviderObject, providerObjectFromBinding } from './provider-object.object.js';
import { Resource } from './resource.object.js';
import { Run, runFromDomain } from './run.object.js';
import { Waiting, waitingOf } from './waiting.js';

/** As many as are kept. */
const MOST_RUNS = 50;

/** What every kind answers alike, read only when it is asked for. */
@Resolver(() => Resource)
export class ResourceDetailsResolver {
  @FieldResolver(() => [Resource], { description: 'What names it in its spec, what is deleting too.' })
  async usedBy(@Root() { row }: Resource, @Ctx() { loaders }: AdminContext): Promise<Resource[]> {
    return allFromDomain(await loaders.referrers.load(row.uid), loaders);
  }

  @FieldResolver(() => [Resource], { description: 'What it names in its spec, as far as that exists.' })
  async uses(@Root() { row }: Resource, @Ctx() { loaders }: AdminContext): Promise<Resource[]> {
    const targets = [...(await loaders.targets.load(row.uid)).values()];
    return allFromDomain([...new Map(targets.map((each) => [each.uid, each])).values()], loaders);
  }

  @FieldResolver(() => [Waiting], {
    description:
      'What it waits for: its own words first, then resources that are not there yet. Empty when it is active.',
  })
  waitsFor(@Root() { row }: Resource, @Ctx() { loaders }: AdminContext): Promise<Waiting[]> {
    return waitingOf(row, loaders);
  }

  @FieldResolver(() => [ProviderObject], { description: 'What there is for it at the provider.' })
  async providerObjects(
    @Root() { row }: Resource,
    @Ctx() { loaders }: AdminContext,
  ): Promise<ProviderObject[]> {
    return (await loaders.bindings.load(row.uid)).map(providerObjectFromBinding);
  }

  @FieldResolver(() => [Run], {
    description:
      'The runs that made it so, the newest first: its own, or those of the network or instance it is part of.',
  })
  async runs(
    @Root() { row }: Resource,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many at most, 1 to 50.' }) first: number,
    @Ctx() { loaders }: AdminContext,
  ): Promise<Run[]> {
    if (first < 1 || first > MOST_RUNS) {
      const message = `first: ${first} is not between 1 and ${MOST_RUNS}`;
      throw new InvalidRequestError(message, { faults: [{ pointer: '', parameter: 'first', message }] });
    }
    const units = await unitsOf(row, loaders);
    const runs = (await Promise.all(units.map((uid) => loaders.runs.load(uid)))).flat();
    return runs
      .toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
      .slice(0, first)
      .map(runFromDomain);
  }

  @FieldResolver(() => GraphQLJSONObject, {
    description:
      'The SECA document: maps, metadata and spec as the REST API answers them, the status in the words of this API. User data is shown by its length and hash.',
  })
  document(@Root() { row }: Resource): object {
    return documentOf(row);
  }
}

async function allFromDomain(rows: readonly DomainResource[], loaders: Loaders): Promise<Resource[]> {
  return Promise.all(rows.map((row) => resourceFromDomain(row, loaders)));
}

/** Whose runs make a resource true. */
async function unitsOf(row: DomainResource, loaders: Loaders): Promise<string[]> {
  const carriers = (await loaders.bindings.load(row.uid)).map(({ unitUid }) => unitUid);
  if (row.network !== '') {
    const network = await loaders.byIdentity.load(networkIdentityOf(row));
    if (network) carriers.push(network.uid);
  }
  if (row.kind === 'nic') {
    const users = await loaders.referrers.load(row.uid);
    carriers.push(...users.filter(({ kind }) => kind === 'instance').map(({ uid }) => uid));
  }
  return [...new Set([row.uid, ...carriers])];
}
