import type { MouseEvent, ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps {
  children: ReactNode;
  onClick?: () => void;
  type?: 'button' | 'submit';
  look?: 'main' | 'plain' | 'quiet';
  disabled?: boolean;
}

/** One that is disabled keeps the keyboard where it is, and can be come to: it does nothing, and says that it does not. */
export function Button({
  children,
  onClick,
  type = 'button',
  look = 'plain',
  disabled = false,
}: ButtonProps): ReactNode {
  function press(event: MouseEvent): void {
    // Enter in a field of its form presses it, too.
    if (disabled) event.preventDefault();
    else onClick?.();
  }

  return (
    <button
      type={type}
      className={styles['button']}
      data-look={look}
      onClick={press}
      aria-disabled={disabled || undefined}
    >
      {children}
    </button>
  );
}
