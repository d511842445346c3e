/** What is known of the agent on a NAT VM; only one that is registered and not revoked can be `active`. */
export const agentStates = ['provisioning', 'active', 'draining', 'unhealthy'] as const;

export type AgentState = (typeof agentStates)[number];

/** `healthy-heartbeat` and `faulty-heartbeat` are told apart by `judgeHeartbeat`. */
export const agentEvents = ['healthy-heartbeat', 'faulty-heartbeat', 'silence', 'drain', 'resume'] as const;

export type AgentEvent = (typeof agentEvents)[number];

/** What each event makes of each state. An agent that is drained stays so until somebody lets it go on. */
const transitions: Readonly<Record<AgentState, Readonly<Record<AgentEvent, AgentState>>>> = {
  provisioning: {
    'healthy-heartbeat': 'active',
    'faulty-heartbeat': 'provisioning',
    silence: 'unhealthy',
    drain: 'draining',
    resume: 'provisioning',
  },
  active: {
    'healthy-heartbeat': 'active',
    'faulty-heartbeat': 'unhealthy',
    silence: 'unhealthy',
    drain: 'draining',
    resume: 'active',
  },
  draining: {
    'healthy-heartbeat': 'draining',
    'faulty-heartbeat': 'draining',
    silence: 'draining',
    drain: 'draining',
    resume: 'provisioning',
  },
  unhealthy: {
    'healthy-heartbeat': 'active',
    'faulty-heartbeat': 'unhealthy',
    silence: 'unhealthy',
    drain: 'draining',
    resume: 'unhealthy',
  },
};

export function nextAgentState(state: AgentState, event: AgentEvent): AgentState {
  return transitions[state][event];
}

/** The states that `event` leads out of. */
export function statesLeftBy(event: AgentEvent): AgentState[] {
  return agentStates.filter((state) => nextAgentState(state, event) !== state);
}
