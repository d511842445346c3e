import { useState, type FormEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../../api/errors.js';
import { BindProviderDocument, type ConnectionMode } from '../../api/generated/graphql.js';
import { useCommand } from '../../api/use-command.js';
import { paths } from '../../paths.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Message } from '../../ui/message.js';

const MODES = [
  ['plan', 'Plan: look only, every write is refused'],
  ['live', 'Live: writes are sent'],
] as const;

/** Binds a project of Hetzner Cloud to a tenant, and leads to what a check of it found. */
export function BindForm({ tenants }: { tenants: readonly string[] }): ReactNode {
  const navigate = useNavigate();
  const [tenant, setTenant] = useState(tenants[0] ?? '');
  const [name, setName] = useState('');
  const [token, setToken] = useState('');
  const [mode, setMode] = useState<ConnectionMode>('plan');
  const { mutate, isPending, error } = useCommand(BindProviderDocument, ({ bindProviderConnection }) => {
    void navigate(paths.provider(bindProviderConnection.id));
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    mutate({ tenant, name, token: token.trim(), mode });
  }

  if (tenants.length === 0)
    return <Message tone="unknown" title="There is no tenant yet that a project could be bound to." />;
  return (
    <Form onSubmit={submit}>
      <SelectField
        label="Tenant"
        value={tenant}
        onChange={setTenant}
        options={tenants.map((each) => [each, each])}
      />
      <TextField label="Name" value={name} onChange={setName} isRequired help="Unique in the tenant." />
      <TextField
        label="Token of the project"
        type="password"
        value={token}
        onChange={setToken}
        isRequired
        help="Made in the Hetzner Console under Security, API tokens. It is stored encrypted and never shown again."
      />
      <SelectField
        label="Mode"
        value={mode}
        onChange={(value) => setMode(value === 'live' ? 'live' : 'plan')}
        options={MODES}
      />
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
      <div>
        <Button type="submit" look="main" disabled={isPending}>
          {isPending ? 'Binding and checking …' : 'Bind'}
        </Button>
      </div>
    </Form>
  );
}
