import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sayState } from '../../api/words.js';
import { paths } from '../../paths.js';
import styles from '../../resource/page.module.css';
import { StateMark } from '../../ui/state-mark.js';
import { Table } from '../../ui/table.js';
import type { WorkspaceSummary } from './home.queries.js';
import { sayCounts } from './state-counts.js';

const COLUMNS = ['Workspace', 'Tenant', 'Region', 'State', 'What is in it'];

export function WorkspaceTable({ workspaces }: { workspaces: readonly WorkspaceSummary[] }): ReactNode {
  return (
    <Table caption="Workspaces of all tenants" columns={COLUMNS}>
      {workspaces.map((workspace) => (
        <tr key={workspace.uid}>
          <th scope="row">
            <Link to={paths.workspace(workspace)}>{workspace.name}</Link>
          </th>
          <td>{workspace.tenant}</td>
          <td>{workspace.region}</td>
          <td>
            <StateMark {...sayState(workspace.state)} />
          </td>
          <td>
            <span className={styles['row']}>
              {workspace.counts.length === 0 && <span className={styles['soft']}>nothing</span>}
              {sayCounts(workspace.counts).map((said) => (
                <StateMark key={said.word} {...said} />
              ))}
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}
