import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { paths, type Place } from '../paths.js';
import { NothingHere } from '../ui/nothing-here.js';

/** Whether something has been there since the page was opened: then it has been deleted, else it never was. */
export function useWasHere(isHere: boolean): boolean {
  const [wasHere, setWasHere] = useState(false);
  if (isHere && !wasHere) setWasHere(true);
  return wasHere;
}

/** Instead of a page for something that is not there. */
export function Absent({
  place: { tenant, workspace, name },
  kind,
  wasHere,
}: {
  place: Place;
  /** `internet gateway`. */
  kind: string;
  wasHere: boolean;
}): ReactNode {
  return (
    <NothingHere title={wasHere ? `${name} has been deleted` : `There is no ${kind} ${name}`}>
      <p role={wasHere ? 'status' : undefined}>
        {wasHere
          ? `The ${kind} went while you looked at it.`
          : `Workspace ${tenant} / ${workspace} has none of this name, or has it no longer.`}{' '}
        If it is declared, it appears here by itself.
      </p>
      <p>
        <Link to={paths.home()}>All networks</Link>
      </p>
    </NothingHere>
  );
}
