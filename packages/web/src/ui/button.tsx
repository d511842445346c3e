import type { ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps {
  children: ReactNode;
  onClick?: () => void;
  type?: 'button' | 'submit';
  look?: 'main' | 'plain' | 'quiet';
  disabled?: boolean;
}

export function Button({
  children,
  onClick,
  type = 'button',
  look = 'plain',
  disabled = false,
}: ButtonProps): ReactNode {
  return (
    <button type={type} className={styles['button']} data-look={look} onClick={onClick} disabled={disabled}>
      {children}
    </button>
  );
}
