import { createContext } from 'react';

/** The id of the one element of the map that Tab leads to; arrows lead to the others. */
export const EntryContext = createContext<string | undefined>(undefined);
