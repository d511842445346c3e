import { Counter, Gauge, type Registry } from '@seca-hetzner/domain/runtime';

/** What is counted at the endpoint of agents. */
export interface AgentMetrics {
  /** By `outcome`: `won` or `refused`. */
  registrations: Counter<'outcome'>;
  heartbeats: Counter;
  /** Requests that were refused, by `status`. */
  refused: Counter<'status'>;
  /** Configurations that agents did not take, by `reason`. */
  configurationRefusals: Counter<'reason'>;
  /** Requests for instructions that wait for some. */
  waiting: Gauge;
}

export function createAgentMetrics(registry: Registry): AgentMetrics {
  const registers = [registry];
  return {
    registrations: new Counter({
      name: 'seca_agent_registrations_total',
      help: 'Registrations of agents by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    heartbeats: new Counter({
      name: 'seca_agent_heartbeats_total',
      help: 'Heartbeats of agents that were taken.',
      registers,
    }),
    refused: new Counter({
      name: 'seca_agent_requests_refused_total',
      help: 'Requests of agents that were refused, by status.',
      labelNames: ['status'],
      registers,
    }),
    configurationRefusals: new Counter({
      name: 'seca_agent_configuration_refusals_total',
      help: 'Configurations that agents did not take, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    waiting: new Gauge({
      name: 'seca_agent_requests_waiting',
      help: 'Requests of agents that wait for instructions.',
      registers,
    }),
  };
}
