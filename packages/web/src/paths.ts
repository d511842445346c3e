/** Every address of the console, and the one place that spells it. */
import { generatePath } from 'react-router';

export const patterns = {
  home: '/',
  network: '/workspaces/:tenant/:workspace/networks/:network',
} as const;

export interface NetworkPlace {
  tenant: string;
  region: string;
  workspace: string;
  name: string;
}

export const paths = {
  home: (): string => patterns.home,

  /** The path of a network; `instance` names the one whose way out is followed. */
  network({ tenant, region, workspace, name }: NetworkPlace, selection: { instance?: string } = {}): string {
    const query = new URLSearchParams({ region, ...selection });
    return `${generatePath(patterns.network, { tenant, workspace, network: name })}?${query.toString()}`;
  },
};
