import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useState, type ReactNode } from 'react';
import type { ResourceFilter, ResourceOrder, ResourceState } from '../../api/generated/graphql.js';
import { Sight } from '../../api/sight.js';
import { sayState } from '../../api/words.js';
import styles from '../../resource/page.module.css';
import { ResourceLink } from '../../resource/resource-link.js';
import { sayKind } from '../../resource/resource-path.js';
import { ReadFault } from '../../shell/read-fault.js';
import { useAddress } from '../../shell/use-address.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Filters } from '../../ui/filters.js';
import { LongTable } from '../../ui/long-table.js';
import { Message } from '../../ui/message.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StateMark } from '../../ui/state-mark.js';
import { columnsOf } from './kind-columns.js';
import { PAGE, resourcesQuery, type ResourceRow } from './workspace.queries.js';

const STATES: readonly ResourceState[] = ['pending', 'creating', 'active', 'updating', 'deleting', 'error'];
const ORDERS: readonly (readonly [ResourceOrder, string])[] = [
  ['name', 'Name'],
  ['created', 'Made'],
  ['modified', 'Last changed'],
];

interface ResourceTableProps {
  place: { tenant: string; region: string; workspace: string };
  kind: string;
}

/** The resources of one kind in a workspace, filtered and sorted by the server. */
export function ResourceTable({ place, kind }: ResourceTableProps): ReactNode {
  const [text, setText] = useAddress('text');
  const [stateWord, setState] = useAddress('state');
  const [orderWord, setOrder] = useAddress('order');
  const state = STATES.find((each) => each === stateWord);
  const order = ORDERS.find(([each]) => each === orderWord)?.[0] ?? 'name';
  const filter: ResourceFilter = {
    ...place,
    kinds: [kind],
    ...(text === '' ? {} : { text }),
    ...(state ? { states: [state] } : {}),
  };
  const [sight] = useState(() => new Sight(PAGE));
  const query = useInfiniteQuery(resourcesQuery(filter, order, sight));
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = query;
  const onSight = useCallback(
    (first: number, last: number) => {
      if (sight.see(first, last)) void refetch();
    },
    [sight, refetch],
  );
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const rows = data?.pages.flatMap(({ resources }) => resources.nodes) ?? [];
  const total = data?.pages[0]?.resources.totalCount ?? 0;
  const columns = columnsOf(kind);

  return (
    <div className={styles['stack']}>
      <Filters label="Which of them">
        <TextField label="Name, label or uid" type="search" value={text} onChange={setText} />
        <SelectField
          label="State"
          value={state ?? ''}
          onChange={setState}
          options={[['', 'All'], ...STATES.map((each) => [each, sayState(each).word] as const)]}
        />
        <SelectField label="Sorted by" value={order} onChange={setOrder} options={ORDERS} />
      </Filters>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={5} label="Reading the resources" />}
      {data && (
        <p className={styles['soft']} role="status">
          {total === 1 ? '1 found' : `${total} found`}
        </p>
      )}
      {data && total === 0 && (
        <Message
          tone="idle"
          title={`There is no ${sayKind(kind).toLowerCase()} like that in this workspace.`}
        >
          <p>What SECA clients declare appears here by itself.</p>
        </Message>
      )}
      {rows.length > 0 && (
        <LongTable<ResourceRow>
          caption={sayKind(kind)}
          columns={['Name', 'State', ...columns.map(({ title }) => title), 'Last changed']}
          rows={rows}
          total={total}
          keyOf={({ uid }) => uid}
          onEnd={onEnd}
          onSight={onSight}
          cellsOf={(row) => (
            <>
              <th scope="row">{isOnlyHere(kind) ? row.name : <ResourceLink resource={row} />}</th>
              <td>
                <StateMark {...sayState(row.state)} />{' '}
                {row.state !== 'active' && <span dir="auto">{row.conditions[0]?.message}</span>}
              </td>
              {columns.map(({ title, cell }) => (
                <td key={title}>{cell(row)}</td>
              ))}
              <td>
                <RelativeTime at={row.lastModifiedAt} />
              </td>
            </>
          )}
        />
      )}
    </div>
  );
}

/** Kinds without a screen of their own: a link would lead back to this table. */
function isOnlyHere(kind: string): boolean {
  return !['network', 'instance', 'internet-gateway'].includes(kind);
}
