import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Place } from '../paths.js';
import { Button } from '../ui/button.js';
import { RelativeTime } from '../ui/relative-time.js';
import { egressQuery } from './egress.query.js';
import type { Hop } from './hops.js';
import styles from './ask-gateway.module.css';

/** What only the gateway can tell: whether anything of the instance has come to it. */
const ASKED_HOP = 'guest-bootstrap';

interface Asking {
  /** The hops that are known, with what the gateway has answered. */
  hops: readonly Hop[];
  isAsking: boolean;
  /** When it answered, ISO 8601; `null` when it has been asked in vain. */
  answeredAt: string | null | undefined;
  ask: () => void;
}

/** Lets an operator ask the gateway of an instance; nothing is asked before that. */
export function useGatewayAnswer({ tenant, region, workspace, name }: Place, wayOut: readonly Hop[]): Asking {
  const query = egressQuery({ tenant, region, workspace, instance: name });
  const { data, isFetching, isFetched, dataUpdatedAt, refetch } = useQuery({ ...query, enabled: false });
  const answer = data?.explainEgress?.hops.find((hop) => hop.name === ASKED_HOP);
  const isAnswered = answer?.evidence === 'counters';
  const unanswered = isFetched ? null : undefined;
  return {
    hops: isAnswered ? wayOut.map((hop) => (hop.name === ASKED_HOP ? answer : hop)) : wayOut,
    isAsking: isFetching,
    answeredAt: isAnswered ? new Date(dataUpdatedAt).toISOString() : unanswered,
    ask: () => void refetch(),
  };
}

/** Asks what the gateway has seen of the instance that is followed. */
export function AskGateway({ isAsking, answeredAt, ask }: Omit<Asking, 'hops'>): ReactNode {
  return (
    <p className={styles['ask']}>
      <Button onClick={ask} disabled={isAsking}>
        Ask the gateway what it has seen
      </Button>
      <span role="status" className={styles['outcome']}>
        {isAsking && 'Asking…'}
        {!isAsking && answeredAt === null && 'It did not answer.'}
        {!isAsking && answeredAt != null && (
          <>
            Answered <RelativeTime at={answeredAt} />
          </>
        )}
      </span>
    </p>
  );
}
