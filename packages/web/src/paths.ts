/** Every address of the console, and the one place that spells it. */
import { generatePath } from 'react-router';

export const patterns = {
  home: '/',
  network: '/workspaces/:tenant/:workspace/networks/:network',
  routeTable: '/workspaces/:tenant/:workspace/networks/:network/route-tables/:table',
  gateway: '/workspaces/:tenant/:workspace/internet-gateways/:gateway',
  instance: '/workspaces/:tenant/:workspace/instances/:instance',
  workspace: '/workspaces/:tenant/:workspace',
  nodes: '/nodes',
  providers: '/providers',
  provider: '/providers/:id',
  runs: '/runs',
  run: '/runs/:id',
  activity: '/activity',
  plan: '/plan',
  access: '/access',
} as const;

/** A resource of a workspace. */
export interface Place {
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}

/** What of a network's map is looked at. */
export interface MapSelection {
  /** Whose way out is followed. */
  instance?: string | undefined;
  /** `intent`, `reality` or `difference`; the last when it is missing. */
  view?: string | undefined;
  /** Ids of the lots that are opened. */
  open?: readonly string[] | undefined;
}

export const paths = {
  home: (): string => patterns.home,

  network(place: Place, { instance, view, open = [] }: MapSelection = {}): string {
    const query = new URLSearchParams({ region: place.region });
    if (instance !== undefined) query.set('instance', instance);
    if (view !== undefined) query.set('view', view);
    for (const id of open) query.append('open', id);
    return `${generatePath(patterns.network, { ...namesOf(place), network: place.name })}?${query.toString()}`;
  },

  /** `name` is the network's. */
  routeTable(place: Place, table: string): string {
    const names = { ...namesOf(place), network: place.name, table };
    return inRegion(generatePath(patterns.routeTable, names), place);
  },

  gateway(place: Place): string {
    return inRegion(generatePath(patterns.gateway, { ...namesOf(place), gateway: place.name }), place);
  },

  instance(place: Place): string {
    return inRegion(generatePath(patterns.instance, { ...namesOf(place), instance: place.name }), place);
  },

  /** `name` is the workspace's; `filter` is what of it is shown. */
  workspace({ tenant, region, name }: Omit<Place, 'workspace'>, filter: Record<string, string> = {}): string {
    const query = new URLSearchParams({ region, ...filter });
    return `${generatePath(patterns.workspace, { tenant, workspace: name })}?${query.toString()}`;
  },

  nodes: (): string => patterns.nodes,
  providers: (): string => patterns.providers,
  provider: (id: string): string => generatePath(patterns.provider, { id }),
  runs: (): string => patterns.runs,
  run: (id: string): string => generatePath(patterns.run, { id }),

  /** `target` is a URN, or the name of what an operator changed. */
  activity: (filter: { target?: string } = {}): string => {
    const query = new URLSearchParams(filter).toString();
    return query === '' ? patterns.activity : `${patterns.activity}?${query}`;
  },

  plan: (): string => patterns.plan,
  access: (): string => patterns.access,
};

function namesOf({ tenant, workspace }: Place): { tenant: string; workspace: string } {
  return { tenant, workspace };
}

/** Names are unique within a region alone, and a path names no region. */
function inRegion(path: string, { region }: Place): string {
  return `${path}?${new URLSearchParams({ region }).toString()}`;
}
