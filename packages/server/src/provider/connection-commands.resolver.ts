import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Mutation, Resolver } from 'type-graphql';
import {
  ConflictError,
  abandonConnection,
  awaitCheck,
  awaitUnbinding,
  bindConnection,
  checkConnection,
  removeOrphans,
  rotateToken,
  setConnectionMode,
  unbindConnection,
  type OperatorRole,
  type Revised,
} from '@seca-hetzner/domain';
import type { AdminContext, ConnectionSettings } from '../context.js';
import { ConnectionModeName } from './connection-mode.js';
import { LeftBehind, leftBehindFromDomain } from './left-behind.object.js';
import { ProviderConnection, connectionFromDomain } from './provider-connection.object.js';
import { SmokeTermsInput } from './smoke.object.js';

/** How long a mutation waits for what a worker finds out. */
const WAIT_MS = 10_000;

const PROVIDER = 'hetzner';

@ArgsType()
class BindArguments {
  @Field({ description: 'Whose connection it will be.' })
  tenant!: string;

  @Field({ description: 'What it is called; unique in the tenant.' })
  name!: string;

  @Field({ description: 'A token of the project. It is stored encrypted and never shown again.' })
  token!: string;

  @Field(() => ConnectionModeName, { nullable: true, description: '`plan` if absent.' })
  mode!: ConnectionModeName | null;
}

@Resolver()
export class ConnectionCommandsResolver {
  @Authorized<OperatorRole>('admin')
  @Mutation(() => ProviderConnection, {
    description:
      'Binds a project, and answers with what a check of it found: `connecting` where it takes longer than ten seconds.',
  })
  async bindProviderConnection(
    @Args(() => BindArguments) { tenant, name, token, mode }: BindArguments,
    @Ctx() context: AdminContext,
  ): Promise<ProviderConnection> {
    const { cipher, endpoint } = settingsOf(context);
    if (mode === ConnectionModeName.smoke)
      throw new ConflictError('bind it in mode plan, then set mode smoke with its terms');
    return checked(
      context,
      await bindConnection(context.domain, context.caller, cipher, {
        tenant,
        name,
        token,
        endpoint,
        provider: PROVIDER,
        mode: mode ?? ConnectionModeName.plan,
      }),
    );
  }

  @Authorized<OperatorRole>('operator')
  @Mutation(() => ProviderConnection, {
    description: 'Checks a connection now, and answers with what was found.',
  })
  async checkProviderConnection(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: AdminContext,
  ): Promise<ProviderConnection> {
    return checked(context, await checkConnection(context.domain, context.caller, id));
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => ProviderConnection, {
    description:
      'Has the orphans of a connection removed that are listed now: each once it has been one for an hour, and only while nobody knows it.',
  })
  async removeOrphans(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: AdminContext,
  ): Promise<ProviderConnection> {
    return checked(context, await removeOrphans(context.domain, context.caller, id));
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => ProviderConnection, {
    description: 'Replaces the token by another one of the same project; what waited for a good one goes on.',
  })
  async rotateProviderToken(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Arg('token', { description: 'The new token.' }) token: string,
    @Ctx() context: AdminContext,
  ): Promise<ProviderConnection> {
    const { cipher } = settingsOf(context);
    return checked(context, await rotateToken(context.domain, context.caller, cipher, id, token));
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => ProviderConnection, { description: 'Sets whether writes are sent to the provider.' })
  async setProviderMode(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Arg('mode', () => ConnectionModeName, { description: 'The new mode.' }) mode: ConnectionModeName,
    @Arg('smoke', () => SmokeTermsInput, {
      nullable: true,
      description: 'The terms of mode `smoke`, which it needs and no other mode takes.',
    })
    smoke: SmokeTermsInput | null,
    @Ctx() context: AdminContext,
  ): Promise<ProviderConnection> {
    const { domain, caller } = context;
    return checked(context, await setConnectionMode(domain, caller, id, mode, smoke ?? undefined));
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => ProviderConnection, {
    nullable: true,
    description:
      'Unbinds a connection that nothing uses; refused with CONFLICT, naming what does. Null once it is gone.',
  })
  async unbindProviderConnection(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<ProviderConnection | null> {
    await unbindConnection(domain, caller, id);
    const left = await awaitUnbinding(domain, id, WAIT_MS);
    return left ? connectionFromDomain(left) : null;
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => [LeftBehind], {
    description:
      'Gives up a project that will never come back. Its resources turn to `error` and can be deleted without it. Answers with what stays behind there.',
  })
  async abandonProviderConnection(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Arg('name', { description: 'Its name, once more, so that it is not another one.' }) name: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<LeftBehind[]> {
    return (await abandonConnection(domain, caller, id, name)).map(leftBehindFromDomain);
  }
}

function settingsOf({ settings: { connections } }: AdminContext): ConnectionSettings {
  if (!connections) throw new ConflictError('this server has no TOKEN_ENCRYPTION_KEY to store tokens with');
  return connections;
}

async function checked({ domain }: AdminContext, revised: Revised): Promise<ProviderConnection> {
  const found = await awaitCheck(domain, revised, WAIT_MS);
  if (!found) throw new ConflictError('the connection was unbound meanwhile');
  return connectionFromDomain(found);
}
