import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ResourceState } from '../api/generated/graphql.js';
import { sayState } from '../api/words.js';
import { paths, type Place } from '../paths.js';
import { Labels } from '../ui/labels.js';
import { StateMark } from '../ui/state-mark.js';
import styles from './page-head.module.css';

interface PageHeadProps {
  place: Place;
  /** What it is: `Internet gateway`. */
  kind: string;
  /** What it lies in, between its workspace and itself. */
  within?: { name: string; href: string } | undefined;
  state: ResourceState;
  labels: Record<string, unknown>;
  conditions: readonly { message: string | null }[];
  /** Where else to look. */
  children?: ReactNode;
}

/** The head of the page of one resource: where it is, what it is called, how it is. */
export function PageHead({
  place,
  kind,
  within,
  state,
  labels,
  conditions,
  children,
}: PageHeadProps): ReactNode {
  const { tenant, region, workspace, name } = place;
  const message = conditions[0]?.message;
  return (
    <header className={styles['head']}>
      <title>{`${name} · ${kind} · SECA gateway`}</title>
      <nav aria-label="Where this is">
        <ol className={styles['crumbs']}>
          <li>
            <Link to={paths.home()}>Home</Link>
          </li>
          <li>{tenant}</li>
          <li>
            <Link to={paths.workspace({ tenant, region, name: workspace })}>{workspace}</Link>
          </li>
          {within && (
            <li>
              <Link to={within.href}>{within.name}</Link>
            </li>
          )}
        </ol>
      </nav>
      <div className={styles['title']}>
        <h1>{name}</h1>
        <span className={styles['kind']}>{kind}</span>
        <StateMark {...sayState(state)} />
      </div>
      {state !== 'active' && message != null && (
        <p className={styles['message']} dir="auto">
          {message}
        </p>
      )}
      <Labels labels={labels} />
      {children}
    </header>
  );
}
