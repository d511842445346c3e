import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ActivityDocument, type AuditEventFilter } from '../../api/generated/graphql.js';
import { CopyQuery } from '../../resource/copy-query.js';
import styles from '../../resource/page.module.css';
import { ReadFault } from '../../shell/read-fault.js';
import { useAddress } from '../../shell/use-address.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Filters } from '../../ui/filters.js';
import { Message } from '../../ui/message.js';
import { Skeleton } from '../../ui/skeleton.js';
import { activityQuery } from './activity.queries.js';
import { EventItem } from './event-item.js';
import own from './activity-page.module.css';

/** Who did what to what, the newest first. */
export function ActivityPage(): ReactNode {
  const [target, setTarget] = useAddress('target');
  const [subject, setSubject] = useAddress('subject');
  const [tenant, setTenant] = useAddress('tenant');
  const filter: AuditEventFilter = {
    ...(target === '' ? {} : { target }),
    ...(subject === '' ? {} : { subject }),
    ...(tenant === '' ? {} : { tenant }),
  };
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    activityQuery(filter),
  );
  const events = data?.pages.flatMap(({ auditEvents }) => auditEvents.edges.map(({ node }) => node)) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className={styles['page']}>
      <title>Activity · SECA gateway</title>
      <div className={styles['row']}>
        <h1>Activity</h1>
        <CopyQuery document={ActivityDocument} variables={{ filter, first: 50, after: null }} />
      </div>
      <Filters label="Which events">
        <TextField label="Target, in full" type="search" value={target} onChange={setTarget} />
        <TextField label="Who" type="search" value={subject} onChange={setSubject} />
        <TextField label="Tenant" type="search" value={tenant} onChange={setTenant} />
      </Filters>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={8} label="Reading the activity" />}
      {data && events.length === 0 && (
        <Message
          tone="idle"
          title={isFiltered ? 'Nothing of the kind has been done.' : 'Nothing has been done yet.'}
        >
          <p>
            What SECA clients and operators change is written here, in the transaction of the change itself.
          </p>
        </Message>
      )}
      {events.length > 0 && (
        <ol className={own['events']}>
          {events.map((event) => (
            <EventItem key={event.id} event={event} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div>
          <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            {isFetchingNextPage ? 'Reading …' : 'Show older ones'}
          </Button>
        </div>
      )}
    </div>
  );
}
