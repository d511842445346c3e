import { useState, type DragEvent, type FormEvent, type ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { MakePlanDocument, type PlanPlacesQuery } from '../../api/generated/graphql.js';
import { useCommand } from '../../api/use-command.js';
import styles from '../../resource/page.module.css';
import { useAddress } from '../../shell/use-address.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextArea, TextField } from '../../ui/field.js';
import { Filters } from '../../ui/filters.js';
import { Message } from '../../ui/message.js';

interface PlanFormProps {
  places: PlanPlacesQuery;
  onPlanned: (planId: string) => void;
}

/** Takes SECA documents, typed, pasted or dropped as files, and has the server work out what they would do. */
export function PlanForm({ places: { tenants, workspaces }, onPlanned }: PlanFormProps): ReactNode {
  const [tenantWord, setTenant] = useAddress('tenant');
  const tenant = tenants.find(({ name }) => name === tenantWord)?.name ?? tenants[0]?.name ?? '';
  const own = workspaces.filter((each) => each.tenant === tenant);
  const [regionWord, setRegion] = useState<string>();
  const region = regionWord ?? own[0]?.region ?? '';
  const [prune, setPrune] = useState('');
  const [documents, setDocuments] = useState('');
  const { mutate, isPending, error } = useCommand(MakePlanDocument, ({ plan }) => onPlanned(plan.id));

  function submit(event: FormEvent): void {
    event.preventDefault();
    mutate({ input: { tenant, region, documents, pruneWorkspace: prune === '' ? null : prune } });
  }

  async function drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    const texts = await Promise.all([...event.dataTransfer.files].map((file) => file.text()));
    if (texts.length > 0) setDocuments(texts.join('\n---\n'));
  }

  return (
    <form className={styles['stack']} onSubmit={submit}>
      <Filters label="What the documents are for">
        <SelectField
          label="Tenant"
          value={tenant}
          onChange={setTenant}
          options={tenants.map(({ name }) => [name, name])}
        />
        <TextField label="Region" value={region} onChange={setRegion} isRequired />
        <SelectField
          label="Delete what is not in them"
          value={prune}
          onChange={setPrune}
          options={[
            ['', 'Nothing'],
            ...own
              .filter((each) => each.region === region)
              .map(({ name }) => [name, `In workspace ${name}`] as const),
          ]}
        />
      </Filters>
      <div onDragOver={(event) => event.preventDefault()} onDrop={(event) => void drop(event)}>
        <TextArea
          label="SECA documents"
          value={documents}
          onChange={setDocuments}
          help="YAML or JSON, several with --- between them. Files can be dropped here. Nothing is changed before you apply."
        />
      </div>
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
      <div>
        <Button type="submit" look="main" disabled={isPending}>
          {isPending ? 'Working it out …' : 'Work out the plan'}
        </Button>
      </div>
    </form>
  );
}
