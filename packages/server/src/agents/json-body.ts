import express, { type RequestHandler } from 'express';
import type { z } from 'zod';
import { AgentHttpError } from './problem.js';

const LIMIT_BYTES = 65_536;

/** Reads a JSON object, whatever the agent calls its type. What JSONB cannot hold is refused. */
export const jsonBody: RequestHandler = express.json({
  limit: LIMIT_BYTES,
  type: () => true,
  inflate: false,
  reviver: (key: string, value: unknown) => {
    if (!isStorable(key) || (typeof value === 'string' && !isStorable(value))) {
      throw new SyntaxError('a string has a NUL character or half of a surrogate pair');
    }
    return value;
  },
});

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** The body in its type. The answer to one of another form names each fault with its place, and no value. */
export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`);
  throw new AgentHttpError(400, faults.join('; '));
}
