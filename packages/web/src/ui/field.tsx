import { useId, type ReactNode } from 'react';
import styles from './field.module.css';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string;
}

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'password' | 'search' | 'number';
  isRequired?: boolean;
}

/** A line of text with its label. */
export function TextField({
  label,
  value,
  onChange,
  help,
  type = 'text',
  isRequired = false,
}: TextFieldProps): ReactNode {
  const id = useId();
  const helpId = useId();
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles['input']}
        type={type}
        value={value}
        required={isRequired}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        {...(help === undefined ? {} : { 'aria-describedby': helpId })}
      />
      {help !== undefined && (
        <span id={helpId} className={styles['help']}>
          {help}
        </span>
      )}
    </div>
  );
}

/** One of a few; each option is its value and how it is called. */
export function SelectField({
  label,
  value,
  onChange,
  help,
  options,
}: FieldProps & { options: readonly (readonly [value: string, word: string])[] }): ReactNode {
  const id = useId();
  const helpId = useId();
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={styles['input']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(help === undefined ? {} : { 'aria-describedby': helpId })}
      >
        {options.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
      {help !== undefined && (
        <span id={helpId} className={styles['help']}>
          {help}
        </span>
      )}
    </div>
  );
}

/** Text of many lines, such as a document. */
export function TextArea({ label, value, onChange, help }: FieldProps): ReactNode {
  const id = useId();
  const helpId = useId();
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={styles['input']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        spellCheck={false}
        {...(help === undefined ? {} : { 'aria-describedby': helpId })}
      />
      {help !== undefined && (
        <span id={helpId} className={styles['help']}>
          {help}
        </span>
      )}
    </div>
  );
}
