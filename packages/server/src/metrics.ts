import type { ApolloServerPlugin } from '@apollo/server';
import { Kind } from 'graphql';
import { Histogram, type Registry } from '@seca-hetzner/domain/runtime';

const BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times every query over HTTP by its first field and outcome; what does not parse is `invalid`. */
export function queryMetrics(registry: Registry): ApolloServerPlugin {
  const durations = new Histogram({
    name: 'seca_admin_query_duration_seconds',
    help: 'Admin API queries by first field and outcome.',
    labelNames: ['field', 'outcome'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return {
    async requestDidStart() {
      const stop = durations.startTimer();
      let field = 'invalid';
      return {
        // Only what was checked against the schema gets here, so the number of fields is bounded.
        async didResolveOperation({ operation }) {
          const first = operation?.selectionSet.selections[0];
          field = first?.kind === Kind.FIELD ? first.name.value : 'fragment';
        },
        async willSendResponse({ errors }) {
          stop({ field, outcome: errors?.length ? 'failed' : 'done' });
        },
      };
    },
  };
}
