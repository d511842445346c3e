import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { shellQuery } from '../api/me.js';
import { paths } from '../paths.js';
import { NothingHere } from '../ui/nothing-here.js';

/** Something of a tenant that whoever is signed in may not enter; trying again would not help. */
export function NotYours(): ReactNode {
  const { data } = useQuery(shellQuery);
  return (
    <NothingHere title="This is not yours to see">
      <p role="alert">
        You are signed in as <code>{data?.me.subject}</code>, for tenant {data?.me.tenant ?? 'all'} alone. An
        administrator can give you another token.
      </p>
      <p>
        <Link to={paths.home()}>Home</Link>
      </p>
    </NothingHere>
  );
}
