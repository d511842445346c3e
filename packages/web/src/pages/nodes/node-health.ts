import type { AgentState } from '../../api/generated/graphql.js';
import { sayState } from '../../api/words.js';
import type { Tone } from '../../ui/tone.js';
import type { Node } from './nodes.queries.js';

interface Health {
  tone: Tone;
  word: string;
  /** Why, where there is something to say. */
  why: string | undefined;
}

const AGENTS: Readonly<Record<AgentState, { tone: Tone; word: string }>> = {
  active: { tone: 'ok', word: 'Forwarding' },
  draining: { tone: 'waiting', word: 'Drained' },
  provisioning: { tone: 'waiting', word: 'Coming up' },
  unhealthy: { tone: 'broken', word: 'Unhealthy' },
};

/** How a machine is: what stands in its way first, then what its agent says, then the state of what it is for. */
export function healthOf({ blockedBy, agent, resource }: Node): Health {
  if (blockedBy) return { tone: 'broken', word: 'Blocked by its provider', why: undefined };
  if (agent) return { ...AGENTS[agent.state], why: agent.reason ?? undefined };
  const why = resource.state === 'active' ? undefined : resource.conditions[0]?.message;
  return { ...sayState(resource.state), why: why ?? undefined };
}
