import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { WorkspaceDocument } from '../../api/generated/graphql.js';
import { sayState } from '../../api/words.js';
import { paths } from '../../paths.js';
import { CopyQuery } from '../../resource/copy-query.js';
import styles from '../../resource/page.module.css';
import { sayKind } from '../../resource/resource-path.js';
import { useAddress } from '../../shell/use-address.js';
import { Facts } from '../../ui/facts.js';
import { Labels } from '../../ui/labels.js';
import { StateMark } from '../../ui/state-mark.js';
import { TABLE_KINDS } from './kind-columns.js';
import { ResourceTable } from './resource-table.js';
import { Settings } from './settings.js';
import own from './workspace-view.module.css';
import type { Workspace } from './workspace.queries.js';

interface WorkspaceViewProps {
  workspace: Workspace;
  place: { tenant: string; region: string; name: string };
}

/** A workspace: how it is, and what is in it, kind by kind. */
export function WorkspaceView({ workspace, place }: WorkspaceViewProps): ReactNode {
  const { name, state, labels, counts, connection } = workspace;
  const [kindWord] = useAddress('kind');
  const kind = TABLE_KINDS.find((each) => each === kindWord) ?? 'network';
  const { tenant, region } = place;
  return (
    <div className={styles['page']}>
      <title>{`${name} · Workspace · SECA gateway`}</title>
      <div className={styles['stack']}>
        <nav aria-label="Where this is" className={styles['soft']}>
          <Link to={paths.home()}>Home</Link> / {tenant}
        </nav>
        <div className={styles['row']}>
          <h1>{name}</h1>
          <StateMark {...sayState(state)} />
          <CopyQuery document={WorkspaceDocument} variables={place} />
          <Settings place={place} />
        </div>
        <Facts
          facts={[
            ['Region', region],
            [
              'Project',
              connection ? (
                <Link key="project" to={paths.provider(connection.id)}>
                  {connection.name}
                </Link>
              ) : (
                'none yet'
              ),
            ],
          ]}
        />
        <Labels labels={labels} />
      </div>
      <nav aria-label="Kinds of resources">
        <ul className={own['kinds']}>
          {TABLE_KINDS.map((each) => (
            <li key={each}>
              <Link
                to={paths.workspace(place, { kind: each })}
                className={own['kind']}
                aria-current={each === kind ? 'page' : undefined}
              >
                {sayKind(each)} <span className={own['count']}>{countOf(counts, each)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <ResourceTable key={kind} kind={kind} place={{ tenant, region, workspace: name }} />
    </div>
  );
}

function countOf(counts: Workspace['counts'], kind: string): number {
  return counts.filter((each) => each.kind === kind).reduce((sum, { count }) => sum + count, 0);
}
