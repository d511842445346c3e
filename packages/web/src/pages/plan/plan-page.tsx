import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { shellQuery } from '../../api/me.js';
import { OperationProgress } from '../../operation/operation-progress.js';
import styles from '../../resource/page.module.css';
import { Forbidden } from '../../shell/forbidden.js';
import { ReadFault } from '../../shell/read-fault.js';
import { withValues } from '../../shell/use-address.js';
import { Message } from '../../ui/message.js';
import { Skeleton } from '../../ui/skeleton.js';
import { PlanForm } from './plan-form.js';
import { PlanView } from './plan-view.js';
import { placesQuery, planQuery } from './plan.queries.js';

/** What declaring SECA documents would do, and then doing it. Plan and operation are in the address. */
export function PlanPage(): ReactNode {
  const { data: shell } = useQuery(shellQuery);
  if (!shell) return <Skeleton rows={4} label="Reading what you may do" />;
  if (shell.me.role === 'viewer') return <Forbidden title="Plan" needed="operator" />;
  return <Planner />;
}

function Planner(): ReactNode {
  const { data, error, refetch } = useQuery(placesQuery);
  const [search, setSearch] = useSearchParams();
  const planId = search.get('plan') ?? '';
  const operationId = search.get('operation') ?? '';

  function show(values: { plan?: string; operation: string }): void {
    setSearch((before) => withValues(before, values), { replace: true, preventScrollReset: true });
  }

  return (
    <div className={styles['page']}>
      <title>Plan · SECA gateway</title>
      <h1>Plan</h1>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={5} label="Reading the workspaces" />}
      {data && data.tenants.length === 0 && (
        <Message tone="unknown" title="There is no tenant yet that something could be planned for." />
      )}
      {data && data.tenants.length > 0 && (
        <PlanForm places={data} onPlanned={(plan) => show({ plan, operation: '' })} />
      )}
      {operationId !== '' && <OperationProgress id={operationId} title="Applying it" />}
      {planId !== '' && (
        <ShownPlan
          key={planId}
          id={planId}
          isApplied={operationId !== ''}
          onApplied={(operation) => show({ operation })}
        />
      )}
    </div>
  );
}

interface ShownPlanProps {
  id: string;
  isApplied: boolean;
  onApplied: (operationId: string) => void;
}

function ShownPlan({ id, isApplied, onApplied }: ShownPlanProps): ReactNode {
  const { data, error, refetch } = useQuery(planQuery(id));
  if (!data) {
    if (error) return <ReadFault error={error} hasData={false} onRetry={() => void refetch()} />;
    return <Skeleton rows={5} label="Reading the plan" />;
  }
  if (!data.plan) {
    return (
      <Message tone="unknown" title="There is no such plan.">
        <p>Plans are kept for a day. Work it out again from the documents above.</p>
      </Message>
    );
  }
  return <PlanView plan={data.plan} isApplied={isApplied} onApplied={onApplied} />;
}
