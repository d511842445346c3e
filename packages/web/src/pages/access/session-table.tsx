import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sentenceOf } from '../../api/errors.js';
import { EndOperatorSessionsDocument, type ApiTokensQuery } from '../../api/generated/graphql.js';
import { shellQuery } from '../../api/me.js';
import { useCommand } from '../../api/use-command.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { Table } from '../../ui/table.js';
import { momentText } from '../../ui/time.js';

type Session = ApiTokensQuery['operatorSessions'][number];

const COLUMNS = ['Person', 'Role', 'Tenant', 'Since', 'Ends', 'What can be done'];

/** People who are signed in by the OpenID provider. */
export function SessionTable({ sessions }: { sessions: readonly Session[] }): ReactNode {
  const { mutate, isPending, error } = useCommand(EndOperatorSessionsDocument);
  const { data: shell } = useQuery(shellQuery);
  if (sessions.length === 0) {
    return (
      <Message tone="idle" title="Nobody is signed in by an OpenID provider.">
        <p>Whoever signs in with a token has no session here; revoke the token instead.</p>
      </Message>
    );
  }
  return (
    <>
      {error && <Message tone="broken" title={sentenceOf(error)} role="alert" />}
      <Table caption="Sessions" columns={COLUMNS}>
        {sessions.map(({ subject, name, role, tenant, createdAt, expiresAt }) => (
          <tr key={`${subject} ${createdAt}`}>
            <th scope="row" title={subject}>
              {name} {shell?.me.subject === subject && <Badge>You</Badge>}
            </th>
            <td>{role}</td>
            <td>{tenant ?? 'all'}</td>
            <td>
              <RelativeTime at={createdAt} />
            </td>
            <td>{momentText(expiresAt)}</td>
            <td>
              <Button onClick={() => mutate({ subject })} disabled={isPending}>
                Sign {name} out
              </Button>
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
