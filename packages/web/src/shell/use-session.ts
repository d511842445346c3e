import { useSyncExternalStore } from 'react';
import { readSession, watchSession, type Session } from '../api/session.js';

export function useSession(): Session {
  return useSyncExternalStore(watchSession, readSession);
}
