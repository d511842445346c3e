import type { ReactNode } from 'react';

/** Which of the two a state is shown in; what names a landmark of the page takes it into its name. */
export type Theme = 'light' | 'dark';

/** A block of `ui/`, and its states by what they are called. */
export interface Specimen {
  block: string;
  states: Readonly<Record<string, (theme: Theme) => ReactNode>>;
}
