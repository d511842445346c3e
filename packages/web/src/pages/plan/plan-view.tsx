import { useState, type ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { ApplyPlanDocument, PlanDocument } from '../../api/generated/graphql.js';
import { useCommand } from '../../api/use-command.js';
import { CopyQuery } from '../../resource/copy-query.js';
import { euroText } from '../../resource/euros.js';
import styles from '../../resource/page.module.css';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Facts } from '../../ui/facts.js';
import { Message } from '../../ui/message.js';
import { Panel } from '../../ui/panel.js';
import { momentText } from '../../ui/time.js';
import type { Plan } from './plan.queries.js';
import { differenceText } from './plan-words.js';
import { PlannedChanges } from './planned-changes.js';

interface PlanViewProps {
  plan: Plan;
  isApplied: boolean;
  onApplied: (operationId: string) => void;
}

/** A plan: what it does, what it costs, what speaks against it, and the button that does it. */
export function PlanView({ plan, isApplied, onApplied }: PlanViewProps): ReactNode {
  const { id, tenant, changes, calls, monthlyEurBefore, monthlyEurAfter, warnings, isApplicable, expiresAt } =
    plan;
  return (
    <Panel title="What it would do" aside={<CopyQuery document={PlanDocument} variables={{ id }} />}>
      <div className={styles['stack']}>
        <Facts
          facts={[
            ['Tenant', tenant],
            ['Calls to Hetzner', `about ${calls}`],
            ['Cost now', `${euroText(monthlyEurBefore)} per month`],
            [
              'Cost then',
              `${euroText(monthlyEurAfter)} per month, ${differenceText(monthlyEurBefore, monthlyEurAfter)}`,
            ],
            ['Can be applied until', momentText(expiresAt)],
          ]}
        />
        {warnings.map((warning) => (
          <Message key={warning} tone="waiting" title={warning} />
        ))}
        <PlannedChanges changes={changes} />
        {!isApplicable && (
          <Message tone="broken" title="It cannot be applied.">
            <p>Mend what is refused above in the documents, and work it out again.</p>
          </Message>
        )}
        {isApplicable && !isApplied && <Apply plan={plan} onApplied={onApplied} />}
      </div>
    </Panel>
  );
}

function Apply({ plan, onApplied }: { plan: Plan; onApplied: (operationId: string) => void }): ReactNode {
  // One key for one plan on this screen: pressing again after a lost answer acts once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { mutate, mutateAsync, isPending, error } = useCommand(ApplyPlanDocument, ({ applyPlan }) => {
    onApplied(applyPlan.id);
  });
  const variables = { id: plan.id, idempotencyKey };
  const lost = plan.changes.filter(({ action }) => action === 'delete' || action === 'replace');
  if (lost.length > 0) {
    return (
      <div>
        <Confirm
          action="Apply"
          title={`Apply a plan that loses ${lost.length === 1 ? 'something' : `${lost.length} things`}?`}
          name={plan.tenant}
          onConfirm={() => mutateAsync(variables)}
          isPending={isPending}
          fault={error ? sentenceOf(error) : undefined}
        >
          <p>These are deleted, with all that is on them:</p>
          <ul>
            {lost.map(({ urn, kind, name }) => (
              <li key={urn}>
                {kind} <strong>{name}</strong>
              </li>
            ))}
          </ul>
        </Confirm>
      </div>
    );
  }
  return (
    <>
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
      <div>
        <Button look="main" onClick={() => mutate(variables)} disabled={isPending}>
          {isPending ? 'Applying …' : 'Apply'}
        </Button>
      </div>
    </>
  );
}
