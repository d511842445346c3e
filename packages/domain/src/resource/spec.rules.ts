import type { z } from 'zod';
import type { Fault } from '../errors.js';
import { escapePointer } from './maps.rules.js';

/** The faults of a schema check, one per broken bound, with pointers that start at `base`. */
export function schemaFaults(error: z.ZodError, base: string): Fault[] {
  return error.issues.map((issue) => {
    const path = issue.path.map((segment) => `/${escapePointer(String(segment))}`).join('');
    return {
      pointer: `${base}${path}`,
      message: `${base.slice(1)}${path.replaceAll('/', '.')}: ${issue.message}`,
    };
  });
}
