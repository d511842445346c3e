import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ResourcePlaceFragment } from '../api/generated/graphql.js';
import { hrefOf } from './resource-path.js';

/** The name of a resource, leading to the screen where most is known of it. */
export function ResourceLink({ resource }: { resource: ResourcePlaceFragment }): ReactNode {
  return <Link to={hrefOf(resource)}>{resource.name}</Link>;
}
