import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { paths } from '../../paths.js';
import { useWasHere } from '../../resource/absent.js';
import { ReadFault } from '../../shell/read-fault.js';
import { UnreadPage } from '../../shell/unread-page.js';
import { NothingHere } from '../../ui/nothing-here.js';
import { WorkspaceView } from './workspace-view.js';
import { regionsQuery, workspaceQuery } from './workspace.queries.js';

/** One workspace: finds which one the address means, and tells when there is none. */
export function WorkspacePage(): ReactNode {
  const { tenant = '', workspace = '' } = useParams();
  const [search] = useSearchParams();
  const region = search.get('region');
  if (region === null) return <InSomeRegion tenant={tenant} name={workspace} />;
  return <InRegion key={`${tenant} ${region} ${workspace}`} {...{ tenant, region, name: workspace }} />;
}

/** An address without a region means the one region that has such a workspace. */
function InSomeRegion({ tenant, name }: { tenant: string; name: string }): ReactNode {
  const { data, error, refetch } = useQuery(regionsQuery(tenant));
  if (!data) {
    return (
      <UnreadPage
        title={name}
        reading="Looking for the workspace"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  const found = data.workspaces.filter((each) => each.name === name);
  const [only] = found;
  if (!only) return <NoSuchWorkspace tenant={tenant} name={name} />;
  if (found.length === 1) return <InRegion tenant={tenant} name={name} region={only.region} />;
  return (
    <NothingHere title={`Which ${name}?`}>
      <p>Several regions have a workspace of this name.</p>
      <ul>
        {found.map(({ uid, region }) => (
          <li key={uid}>
            <Link to={paths.workspace({ tenant, region, name })}>
              {name} in {region}
            </Link>
          </li>
        ))}
      </ul>
    </NothingHere>
  );
}

function InRegion(place: { tenant: string; region: string; name: string }): ReactNode {
  const { data, error, refetch } = useQuery(workspaceQuery(place));
  const wasHere = useWasHere(Boolean(data?.workspace));
  if (!data) {
    return (
      <UnreadPage
        title={place.name}
        reading="Reading the workspace"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data.workspace) return <NoSuchWorkspace {...place} wasHere={wasHere} />;
  return (
    <>
      {error && <ReadFault error={error} hasData onRetry={() => void refetch()} />}
      <WorkspaceView workspace={data.workspace} place={place} />
    </>
  );
}

interface NoSuchWorkspaceProps {
  tenant: string;
  name: string;
  wasHere?: boolean;
}

function NoSuchWorkspace({ tenant, name, wasHere = false }: NoSuchWorkspaceProps): ReactNode {
  return (
    <NothingHere title={wasHere ? `${name} has been deleted` : `There is no workspace ${name}`}>
      <p role={wasHere ? 'status' : undefined}>
        {wasHere
          ? 'The workspace went while you looked at it, with all that was in it.'
          : `Tenant ${tenant} has none of this name, or has it no longer.`}{' '}
        If it is declared, it appears here by itself.
      </p>
      <p>
        <Link to={paths.home()}>Home</Link>
      </p>
    </NothingHere>
  );
}
