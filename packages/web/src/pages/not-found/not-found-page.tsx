import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { paths } from '../../paths.js';
import { NothingHere } from '../../ui/nothing-here.js';

export function NotFoundPage(): ReactNode {
  const { pathname } = useLocation();
  return (
    <NothingHere title="There is no such page">
      <p>
        The console has nothing at <code>{pathname}</code>. The address may have been cut short when it was
        copied.
      </p>
      <p>
        <Link to={paths.home()}>All networks</Link>
      </p>
    </NothingHere>
  );
}
