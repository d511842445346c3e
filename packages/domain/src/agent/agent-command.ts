import type { CommandOutcome } from './agent-command.entity.js';

/** What an agent can be asked: what is known of one source address. */
export interface CommandRequest {
  name: 'look';
  arguments: { source: string };
}

/** A command as agents get it. */
export interface HandedCommand {
  id: string;
  name: string;
  arguments: object;
}

/** What an agent made of a command. */
export interface CommandAnswer {
  outcome: CommandOutcome;
  result: object | null;
  error: string | null;
}
