import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OperatorRole } from '../api/generated/graphql.js';
import { shellQuery } from '../api/me.js';
import { paths } from '../paths.js';
import { NothingHere } from '../ui/nothing-here.js';

/** A screen that whoever is signed in may not use. */
export function Forbidden({ title, needed }: { title: string; needed: OperatorRole }): ReactNode {
  const { data } = useQuery(shellQuery);
  return (
    <NothingHere title={`${title} is not for you`}>
      <p>
        This screen needs the role {needed}. You are signed in as <code>{data?.me.subject}</code> with the
        role {data?.me.role}. An administrator can give you another token.
      </p>
      <p>
        <Link to={paths.home()}>Home</Link>
      </p>
    </NothingHere>
  );
}
