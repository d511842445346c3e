import type { ReactNode } from 'react';
import styles from './logo.module.css';

export function Logo(): ReactNode {
  return (
    <svg className={styles['logo']} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M6 22h8a2 2 0 0 0 2-2v-8a2 2 0 0 1 2-2h8" fill="none" stroke="currentColor" strokeWidth="3" />
      <circle cx="6" cy="22" r="3.5" fill="currentColor" />
      <circle cx="26" cy="10" r="3.5" fill="currentColor" />
    </svg>
  );
}
