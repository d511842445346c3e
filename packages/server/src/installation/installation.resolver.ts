import { Ctx, Query, Resolver } from 'type-graphql';
import type { AdminContext } from '../context.js';
import { Installation } from './installation.object.js';

@Resolver(() => Installation)
export class InstallationResolver {
  @Query(() => Installation, { description: 'Where SECA clients find this installation.' })
  installation(@Ctx() { settings }: AdminContext): Installation {
    return Object.assign(new Installation(), { gatewayUrl: settings.gatewayUrl });
  }
}
