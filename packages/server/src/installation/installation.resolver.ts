import { Ctx, Query, Resolver } from 'type-graphql';
import { findAuthorityExpiry } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Installation } from './installation.object.js';

@Resolver(() => Installation)
export class InstallationResolver {
  @Query(() => Installation, { description: 'Where SECA clients find this installation.' })
  async installation(@Ctx() { domain, settings }: AdminContext): Promise<Installation> {
    const authority = await findAuthorityExpiry(domain.dataSource.manager, domain.clock.now());
    return Object.assign(new Installation(), {
      gatewayUrl: settings.gatewayUrl,
      agentAuthorityExpiresAt: authority?.expiresAt ?? null,
      isAgentAuthorityEnding: authority?.isNear ?? false,
    });
  }
}
