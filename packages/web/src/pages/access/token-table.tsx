import type { ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { RevokeApiTokenDocument, type ApiTokensQuery } from '../../api/generated/graphql.js';
import { useCommand } from '../../api/use-command.js';
import { Confirm } from '../../ui/confirm.js';
import { Message } from '../../ui/message.js';
import { useAsOfNow } from '../../ui/now.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import { momentText } from '../../ui/time.js';

type Token = ApiTokensQuery['apiTokens'][number];

const COLUMNS = ['Name', 'State', 'Role', 'Tenant', 'Made', 'Last used', 'Ends', 'What can be done'];

export function TokenTable({ tokens }: { tokens: readonly Token[] }): ReactNode {
  if (tokens.length === 0) return <Message tone="idle" title="There is no token yet." />;
  return (
    <Table caption="API tokens" columns={COLUMNS}>
      {tokens.map((token) => (
        <TokenRow key={token.id} token={token} />
      ))}
    </Table>
  );
}

function TokenRow({ token }: { token: Token }): ReactNode {
  const { id, name, role, tenant, createdAt, createdBy, lastUsedAt, expiresAt, revokedAt } = token;
  const isOver = useAsOfNow((now) => expiresAt !== null && Date.parse(expiresAt) <= now);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {revokedAt !== null && <StateMark tone="idle" word="Revoked" />}
        {revokedAt === null && isOver && <StateMark tone="idle" word="Ended" />}
        {revokedAt === null && !isOver && <StateMark tone="ok" word="Valid" />}
      </td>
      <td>{role}</td>
      <td>{tenant ?? 'all'}</td>
      <td>
        <RelativeTime at={createdAt} /> {createdBy === '' ? 'by the set-up' : `by ${createdBy}`}
      </td>
      <td>{lastUsedAt === null ? 'never' : <RelativeTime at={lastUsedAt} />}</td>
      <td>{expiresAt === null ? 'never' : momentText(expiresAt)}</td>
      <td>{revokedAt === null && !isOver && createdBy !== '' && <Revoke id={id} name={name} />}</td>
    </tr>
  );
}

function Revoke({ id, name }: { id: string; name: string }): ReactNode {
  const { mutateAsync, isPending, error } = useCommand(RevokeApiTokenDocument);
  return (
    <Confirm
      action="Revoke"
      title={`Revoke the token ${name}?`}
      name={name}
      onConfirm={() => mutateAsync({ id })}
      isPending={isPending}
      fault={error ? sentenceOf(error) : undefined}
    >
      <p>Whoever has it is locked out at once. It cannot be taken back.</p>
    </Confirm>
  );
}
