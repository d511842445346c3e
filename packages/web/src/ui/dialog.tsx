import { useEffect, useId, useRef, type ReactNode } from 'react';
import styles from './dialog.module.css';

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** `top` leaves room for a list below, and shows no title of its own. */
  place?: 'middle' | 'top';
  children: ReactNode;
}

/** A modal dialog, by the browser's own: it keeps the focus, closes on Escape, and gives the focus back. */
export function Dialog({ title, isOpen, onClose, place = 'middle', children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);

  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      data-place={place}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        // Only the backdrop is the dialog itself.
        if (event.target === event.currentTarget && place === 'top') onClose();
      }}
    >
      {isOpen && (
        <div className={styles['stack']}>
          <h2 id={titleId} className={place === 'top' ? 'visually-hidden' : undefined}>
            {title}
          </h2>
          {children}
        </div>
      )}
    </dialog>
  );
}

/** The buttons that end a dialog. */
export function DialogEnd({ children }: { children: ReactNode }): ReactNode {
  return <div className={styles['end']}>{children}</div>;
}
