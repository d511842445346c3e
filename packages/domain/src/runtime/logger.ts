import { pino, stdTimeFunctions, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

const SECRET_FIELDS = ['authorization', 'token', 'userData', 'password', 'headers.authorization', '*.token'];

/**
 * A structured logger on standard output. A line is a constant sentence plus fields; fields that could hold a
 * secret are cut out whatever a caller passes.
 */
export function createLogger(name: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { error: describeError },
    redact: { paths: SECRET_FIELDS, censor: '[secret]' },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface DescribedError {
  type: string;
  message: string;
  code?: unknown;
  stack?: string;
  cause?: DescribedError | string;
}

/**
 * An error with its chain of causes. Nothing else that hangs on it is shown: a failed query carries its
 * parameters, and those may be anything that a client has sent.
 */
function describeError(error: unknown): DescribedError | string {
  if (!(error instanceof Error)) return String(error);
  return {
    type: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
