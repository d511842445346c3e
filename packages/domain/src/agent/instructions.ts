import type { Domain } from '../domain.js';
import type { HandedCommand } from './agent-command.js';
import { handOutCommands } from './agent-command.repository.js';
import type { SignedConfiguration } from './configuration.js';
import { GatewayConfigurationEntity } from './gateway-configuration.entity.js';

/** What an agent is told. The names are those that agents read. */
export interface Instructions {
  /** Null when the agent has the newest one. */
  configuration: SignedConfiguration | null;
  commands: HandedCommand[];
}

/**
 * What there is for an agent that has configuration `afterVersion`; `undefined` when there is nothing. Commands in it
 * count as handed out.
 */
export async function findInstructions(
  domain: Domain,
  agentId: string,
  afterVersion: number,
): Promise<Instructions | undefined> {
  const newest = await domain.dataSource.manager.findOneBy(GatewayConfigurationEntity, { agentId });
  const configuration = newest && newest.version > afterVersion ? newest.signed : null;
  const commands = await handOutCommands(domain, agentId);
  return configuration || commands.length > 0 ? { configuration, commands } : undefined;
}
