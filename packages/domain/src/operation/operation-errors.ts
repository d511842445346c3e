import { providerErrors, type ProviderErrorCode } from '../provider/provider-errors.js';

/** The closed set of reasons why an operation failed; stable, for scripts to rely on. See docs/operations.md. */
export type OperationErrorClass =
  | ProviderErrorCode
  | 'TIMED_OUT'
  | 'RESOURCE_GONE'
  | 'SUPERSEDED'
  | 'RECONCILE_FAILED';

interface OperationErrorFacts {
  /** Whether asking for the same again, later and with another key, can succeed. */
  isRetryable: boolean;
  /** What to do, in one sentence. */
  remedy: string;
}

const ownErrors: Readonly<Record<Exclude<OperationErrorClass, ProviderErrorCode>, OperationErrorFacts>> = {
  TIMED_OUT: {
    isRetryable: true,
    remedy:
      'What was declared stays declared and is still worked on: look at the resource of the step that is awaited.',
  },
  RESOURCE_GONE: {
    isRetryable: false,
    remedy: 'Somebody has deleted what the operation was about: ask for it anew if it is still wanted.',
  },
  SUPERSEDED: {
    isRetryable: false,
    remedy: 'Somebody has asked for something else meanwhile: ask for it anew if it is still wanted.',
  },
  RECONCILE_FAILED: {
    isRetryable: false,
    remedy: 'The message says what stands in the way: change the declaration and ask again.',
  },
};

export const operationErrors: Readonly<Record<OperationErrorClass, OperationErrorFacts>> = {
  ...ownErrors,
  ...providerErrors,
};

/** The class for the reason of a resource's condition. */
export function errorClassOf(reason: string | undefined): OperationErrorClass {
  return reason !== undefined && reason in operationErrors
    ? (reason as OperationErrorClass)
    : 'RECONCILE_FAILED';
}
