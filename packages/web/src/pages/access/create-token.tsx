import { useState, type FormEvent, type ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { CreateApiTokenDocument, type OperatorRole } from '../../api/generated/graphql.js';
import { useCommand } from '../../api/use-command.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Message } from '../../ui/message.js';

interface CreateTokenProps {
  tenants: readonly string[];
  onMade: (made: { name: string; secret: string }) => void;
}

const ROLES: readonly (readonly [OperatorRole, string])[] = [
  ['viewer', 'Viewer: looks, changes nothing'],
  ['operator', 'Operator: acts on what is declared'],
  ['admin', 'Admin: everything'],
];

export function CreateToken({ tenants, onMade }: CreateTokenProps): ReactNode {
  const [name, setName] = useState('');
  const [role, setRole] = useState<OperatorRole>('viewer');
  const [tenant, setTenant] = useState('');
  const [days, setDays] = useState('90');
  const { mutate, isPending, error } = useCommand(CreateApiTokenDocument, ({ createApiToken }) => {
    onMade({ name: createApiToken.token.name, secret: createApiToken.secret });
    setName('');
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    mutate({ name, role, tenant: tenant === '' ? null : tenant, expiresInDays: Number(days) });
  }

  return (
    <Form onSubmit={submit}>
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        isRequired
        help="Names its holder in the activity list."
      />
      <SelectField
        label="Role"
        value={role}
        onChange={(value) => setRole(ROLES.find(([each]) => each === value)?.[0] ?? 'viewer')}
        options={ROLES}
      />
      <SelectField
        label="Tenant"
        value={tenant}
        onChange={setTenant}
        options={[['', 'All tenants'], ...tenants.map((each) => [each, each] as const)]}
      />
      <TextField
        label="Ends after (days)"
        type="number"
        value={days}
        onChange={setDays}
        isRequired
        help="At most 366."
      />
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
      <div>
        <Button type="submit" look="main" disabled={isPending}>
          {isPending ? 'Making it …' : 'Make token'}
        </Button>
      </div>
    </Form>
  );
}
