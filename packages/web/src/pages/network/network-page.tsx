import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { paths } from '../../paths.js';
import { ReadFault } from '../../shell/read-fault.js';
import { UnreadPage } from '../../shell/unread-page.js';
import { NothingHere } from '../../ui/nothing-here.js';
import { placesQuery } from '../../resource/places.query.js';
import { networkQuery } from './network.queries.js';
import { NetworkView } from './network-view.js';

/** One network: finds which one the address means, and tells when there is none, or none any more. */
export function NetworkPage(): ReactNode {
  const { tenant = '', workspace = '', network = '' } = useParams();
  const [search] = useSearchParams();
  const region = search.get('region');
  if (region !== null)
    return (
      <InRegion
        key={`${region} ${tenant} ${workspace} ${network}`}
        {...{ tenant, workspace, region, name: network }}
      />
    );
  return <InSomeRegion {...{ tenant, workspace, name: network }} />;
}

interface Named {
  tenant: string;
  workspace: string;
  name: string;
}

/** An address without a region means the one region that has such a network. */
function InSomeRegion(named: Named): ReactNode {
  const { data, error, refetch } = useQuery(placesQuery(named.tenant));
  if (!data) {
    return (
      <UnreadPage
        title={named.name}
        reading="Looking for the network"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  const found = data.networks.filter(
    ({ workspace, name }) => workspace === named.workspace && name === named.name,
  );
  const [only] = found;
  if (!only) return <NoSuchNetwork {...named} />;
  if (found.length === 1) return <InRegion {...named} region={only.region} />;
  return (
    <NothingHere title={`Which ${named.name}?`}>
      <p>Several regions have a network of this name.</p>
      <ul>
        {found.map(({ uid, region }) => (
          <li key={uid}>
            <Link to={paths.network({ ...named, region })}>
              {named.name} in {region}
            </Link>
          </li>
        ))}
      </ul>
    </NothingHere>
  );
}

function InRegion(place: Named & { region: string }): ReactNode {
  const { data, error, refetch } = useQuery(networkQuery(place));
  const [wasHere, setWasHere] = useState(false);
  if (data?.network && !wasHere) setWasHere(true);

  if (!data) {
    return (
      <UnreadPage
        title={place.name}
        reading="Reading the network"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data.network) return wasHere ? <Deleted {...place} /> : <NoSuchNetwork {...place} />;
  const isSimulated = data.providerConnections.some(
    (each) => each.tenant === place.tenant && each.isSimulated,
  );
  return (
    <>
      {error && <ReadFault error={error} hasData onRetry={() => void refetch()} />}
      <NetworkView network={data.network} isSimulated={isSimulated} />
    </>
  );
}

function Deleted({ tenant, workspace, name }: Named): ReactNode {
  return (
    <NothingHere title={`${name} has been deleted`}>
      <p role="status">
        The network went while you looked at it, and nothing of it is left at Hetzner. If it is declared again
        in {tenant} / {workspace}, it appears here by itself.
      </p>
      <p>
        <Link to={paths.home()}>All networks</Link>
      </p>
    </NothingHere>
  );
}

function NoSuchNetwork({ tenant, workspace, name }: Named): ReactNode {
  return (
    <NothingHere title={`There is no network ${name}`}>
      <p>
        Workspace {tenant} / {workspace} has none of this name, or has it no longer. If it is declared, it
        appears here by itself.
      </p>
      <p>
        <Link to={paths.home()}>All networks</Link>
      </p>
    </NothingHere>
  );
}
