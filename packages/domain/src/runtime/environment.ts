import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Raised with every fault of the environment at once, one per line. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables named by `shape` and validates them together.
 *
 * An empty variable counts as absent. A variable in `secrets` may come from a file instead: `X_FILE` beside
 * `X`; the file's trailing line break is dropped. Throws `ConfigurationError` with the full list of faults.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  secrets: readonly (keyof Shape & string)[] = [],
  environment: Environment = process.env,
): z.output<z.ZodObject<Shape>> {
  const faults: string[] = [];
  const values: Record<string, string | undefined> = {};
  for (const name of Object.keys(shape)) values[name] = environment[name] || undefined;
  for (const name of secrets) {
    const path = environment[`${name}_FILE`];
    if (!path) continue;
    if (values[name] !== undefined) faults.push(`${name} and ${name}_FILE are both set; keep one`);
    try {
      values[name] = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    } catch {
      faults.push(`${name}_FILE names ${path}, which cannot be read`);
    }
  }
  const parsed = z.object(shape).safeParse(values);
  if (parsed.success && faults.length === 0) return parsed.data;
  for (const issue of parsed.error?.issues ?? []) {
    const name = issue.path.join('.');
    faults.push(values[name] === undefined ? `${name} is required` : `${name}: ${issue.message}`);
  }
  throw new ConfigurationError(faults);
}

/** Runs `read` and returns what it gives; prints the faults of the environment and ends the process otherwise. */
export function configurationOrExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78); // EX_CONFIG of sysexits.h
  }
}

/** Building blocks for a process's `config.ts`; each takes text and gives the typed value. */
export const variable = {
  text: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65_535),
  count: z.coerce.number().int().positive(),
  durationMs: z.coerce.number().int().nonnegative(),
  seconds: z.coerce.number().positive(),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Comma-separated; empty when absent. */
  list: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  /** One of a few words. */
  choice: <const Words extends readonly [string, ...string[]]>(words: Words) => z.enum(words),
  flag: z.enum(['true', 'false']).transform((text) => text === 'true'),
  onOff: z.enum(['off', 'on']).transform((text) => text === 'on'),
  /** An absolute http(s) URL, returned without a trailing slash. */
  url: z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, '')),
  /** The same where nothing but https will do. */
  httpsUrl: z
    .url({ protocol: /^https$/, error: 'has to be an https URL' })
    .transform((text) => text.replace(/\/+$/, '')),
};
