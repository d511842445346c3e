import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { shellQuery } from '../api/me.js';
import { includesRole } from '../api/roles.js';
import { paths } from '../paths.js';
import { DESTINATIONS } from './destinations.js';
import styles from './navigation.module.css';

/** The screens of the console, as far as they are for whoever is signed in. */
export function Navigation(): ReactNode {
  const { data } = useQuery(shellQuery);
  const role = data?.me.role ?? 'viewer';
  return (
    <nav className={styles['navigation']} aria-label="Screens">
      <ul className={styles['list']}>
        {DESTINATIONS.filter((each) => includesRole(role, each.role)).map(({ word, path }) => (
          <li key={path}>
            <NavLink to={path} end={path === paths.home()} className={styles['link'] ?? ''}>
              {word}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
