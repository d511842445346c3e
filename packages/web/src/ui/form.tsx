import type { FormEvent, ReactNode } from 'react';
import styles from './form.module.css';

/** Fields one below the other, no wider than is good to read. */
export function Form({
  onSubmit,
  children,
}: {
  onSubmit: (event: FormEvent) => void;
  children: ReactNode;
}): ReactNode {
  return (
    <form className={styles['form']} onSubmit={onSubmit}>
      {children}
    </form>
  );
}
