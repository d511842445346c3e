import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { paths, type MapSelection } from '../../paths.js';
import type { Network } from './network.queries.js';
import { gatewayId } from './picture/draw-outside.js';
import { instanceId, tableId } from './picture/draw-inside.js';
import type { LinkOf } from './picture/map-parts.js';
import type { Element } from './picture/picture.js';
import { viewOf, type View } from './picture/views.js';

interface MapAddress {
  /** The name of the instance that is followed. */
  selected: string | null;
  view: View;
  /** Ids of the lots that are opened. */
  opened: ReadonlySet<string>;
  hrefOfView: (view: View) => string;
  linkOf: LinkOf;
}

/** What the address says of the map, and the addresses to which the map leads. */
export function useMapAddress(network: Network): MapAddress {
  const [search] = useSearchParams();
  const selected = search.get('instance');
  const view = viewOf(search.get('view'));
  // A set that stays the same while the address does, so that nothing is drawn anew for it.
  const asText = search.getAll('open').join('\n');
  const opened = useMemo(() => new Set(asText === '' ? [] : asText.split('\n')), [asText]);

  const { tenant, region, workspace, name } = network;
  const links = useMemo(() => linksOf(network), [network]);

  const addressOf = useCallback(
    (change: MapSelection): string => {
      const now = {
        instance: selected ?? undefined,
        view: view === 'difference' ? undefined : view,
        open: [...opened],
      };
      return paths.network({ tenant, region, workspace, name }, { ...now, ...change });
    },
    [tenant, region, workspace, name, selected, view, opened],
  );

  const linkOf = useCallback(
    ({ id, lot }: Element) => {
      if (lot) {
        const open = lot.isOpen ? [...opened].filter((each) => each !== id) : [...opened, id];
        return { href: addressOf({ open }), about: lot.isOpen ? 'Close' : 'Show them' };
      }
      const instance = links.instances.get(id);
      // Pressing the one that is followed lets it go again.
      if (instance !== undefined) {
        const isFollowed = instance === selected;
        return {
          href: addressOf({ instance: isFollowed ? undefined : instance }),
          about: isFollowed ? 'Stop following' : 'Follow its way',
        };
      }
      const href = links.pages.get(id);
      return href === undefined ? undefined : { href, about: 'Open its page' };
    },
    [addressOf, links, opened, selected],
  );

  return {
    selected,
    view,
    opened,
    linkOf,
    hrefOfView: (each) => addressOf({ view: each === 'difference' ? undefined : each }),
  };
}

/** By the ids of their elements: the names of instances, and the pages of what has one. */
function linksOf(network: Network): {
  instances: ReadonlyMap<string, string>;
  pages: ReadonlyMap<string, string>;
} {
  const { tenant, region, workspace, instances, routeTables, internetGateways } = network;
  const pages = [
    ...routeTables.map(({ uid, name }) => [tableId(uid), paths.routeTable(network, name)] as const),
    ...internetGateways.map(
      ({ uid, name }) => [gatewayId(uid), paths.gateway({ tenant, region, workspace, name })] as const,
    ),
  ];
  return {
    instances: new Map(instances.map(({ uid, name }) => [instanceId(uid), name])),
    pages: new Map(pages),
  };
}
