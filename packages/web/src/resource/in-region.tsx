import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { paths } from '../paths.js';
import { UnreadPage } from '../shell/unread-page.js';
import { NothingHere } from '../ui/nothing-here.js';
import { placesQuery } from './places.query.js';

interface InRegionProps {
  /** The page, once it is known in which region what it shows lies. */
  children: (region: string) => ReactNode;
}

/** Names are unique within a region. An address that names none means the one in which the workspace has networks. */
export function InRegion({ children }: InRegionProps): ReactNode {
  const [search] = useSearchParams();
  const region = search.get('region');
  return region === null ? <Search>{children}</Search> : children(region);
}

function Search({ children }: InRegionProps): ReactNode {
  const { tenant = '', workspace = '' } = useParams();
  const { pathname } = useLocation();
  const { data, error, refetch } = useQuery(placesQuery(tenant));
  if (!data) {
    return (
      <UnreadPage
        title={workspace}
        reading="Looking for the region"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  const here = data.networks.filter((network) => network.workspace === workspace);
  const regions = [...new Set(here.map(({ region }) => region))];
  const [only] = regions;
  if (only !== undefined && regions.length === 1) return children(only);
  return (
    <NothingHere title="In which region?">
      <p>
        {only === undefined
          ? `Workspace ${tenant} / ${workspace} has no network in any region.`
          : `Several regions have a workspace ${workspace}.`}
      </p>
      <ul>
        {regions.map((region) => (
          <li key={region}>
            <Link to={`${pathname}?${new URLSearchParams({ region }).toString()}`}>{region}</Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to={paths.home()}>All networks</Link>
      </p>
    </NothingHere>
  );
}
