import type { OperatorRole } from '../api/generated/graphql.js';
import { paths } from '../paths.js';

interface Destination {
  word: string;
  path: string;
  /** The key that leads there after `g`. */
  key: string;
  /** Whom it is for. */
  role: OperatorRole;
}

/** The screens that are reached from everywhere. */
export const DESTINATIONS: readonly Destination[] = [
  { word: 'Home', path: paths.home(), key: 'h', role: 'viewer' },
  { word: 'Nodes', path: paths.nodes(), key: 'n', role: 'viewer' },
  { word: 'Providers', path: paths.providers(), key: 'p', role: 'viewer' },
  { word: 'Runs', path: paths.runs(), key: 'r', role: 'viewer' },
  { word: 'Activity', path: paths.activity(), key: 'a', role: 'viewer' },
  { word: 'Plan', path: paths.plan(), key: 'l', role: 'operator' },
  { word: 'Access', path: paths.access(), key: 'c', role: 'admin' },
];
