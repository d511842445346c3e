import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { request } from '../../api/client.js';
import { ApiTokensDocument } from '../../api/generated/graphql.js';
import { shellQuery } from '../../api/me.js';
import { Forbidden } from '../../shell/forbidden.js';
import { CopyQuery } from '../../resource/copy-query.js';
import styles from '../../resource/page.module.css';
import { ReadFault } from '../../shell/read-fault.js';
import { Panel } from '../../ui/panel.js';
import { Skeleton } from '../../ui/skeleton.js';
import { CreateToken } from './create-token.js';
import { NewSecret } from './new-secret.js';
import { SessionTable } from './session-table.js';
import { TokenTable } from './token-table.js';

const accessQuery = queryOptions({
  queryKey: ['access'],
  queryFn: ({ signal }) => request(ApiTokensDocument, {}, signal),
});

/** Who may use the admin API: tokens, and people who are signed in. */
export function AccessPage(): ReactNode {
  const { data: shell } = useQuery(shellQuery);
  if (!shell) return <Skeleton rows={4} label="Reading what you may see" />;
  if (shell.me.role !== 'admin') return <Forbidden title="Access" needed="admin" />;
  return <AccessView />;
}

function AccessView(): ReactNode {
  const { data, error, refetch } = useQuery(accessQuery);
  const [made, setMade] = useState<{ name: string; secret: string }>();
  return (
    <div className={styles['page']}>
      <title>Access · SECA gateway</title>
      <div className={styles['row']}>
        <h1>Access</h1>
        <CopyQuery document={ApiTokensDocument} variables={{}} />
      </div>
      {error && <ReadFault error={error} hasData={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={5} label="Reading who has access" />}
      {made && <NewSecret {...made} onDone={() => setMade(undefined)} />}
      {data && (
        <>
          <Panel title="API tokens">
            <TokenTable tokens={data.apiTokens} />
          </Panel>
          <Panel title="Make a token">
            <CreateToken tenants={data.tenants.map(({ name }) => name)} onMade={setMade} />
          </Panel>
          <Panel title="Who is signed in">
            <SessionTable sessions={data.operatorSessions} />
          </Panel>
        </>
      )}
    </div>
  );
}
