/** Why a question to the admin API has no answer. */
export type FaultKind =
  /** The token is not valid, or not any more. */
  | 'unauthenticated'
  /** Nothing came back. */
  | 'unreachable'
  /** The server cannot answer for now, and its message says why. */
  | 'unavailable'
  /** The server has a fault of its own. */
  | 'failed'
  /** The server understood, and said no. */
  | 'refused';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly kind: FaultKind,
    /** `extensions.code` of the answer, or its HTTP status. */
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** What happened, in words for the person at the screen. */
export function sentenceOf(error: Error): string {
  if (!(error instanceof ApiError)) return 'The console itself has a fault. Loading it again may help.';
  switch (error.kind) {
    case 'unauthenticated':
      return 'The server does not accept this token.';
    case 'unreachable':
      return 'The admin server does not answer. It may be restarting, or this machine is offline.';
    case 'unavailable':
      return `The admin server cannot answer now: ${error.message}.`;
    case 'failed':
      return 'The admin server could not answer. Its log says why.';
    case 'refused':
      return `The admin server refused: ${error.message}.`;
  }
}
