/** The closed set of reasons why a provider did not do what was asked; stable, for scripts to rely on. */
export type ProviderErrorCode =
  | 'PROVIDER_UNAUTHORIZED'
  | 'PROVIDER_FORBIDDEN'
  | 'PROVIDER_RATE_LIMITED'
  | 'PROVIDER_QUOTA_EXCEEDED'
  | 'PROVIDER_CONFLICT'
  | 'PROVIDER_UNAVAILABLE'
  | 'PROVIDER_CAPACITY'
  | 'PROVIDER_INVALID'
  | 'PROVIDER_NOT_FOUND';

interface ProviderErrorFacts {
  /** Whether trying again, later and unchanged, can succeed. */
  isRetryable: boolean;
  /** Whether the connection is unusable until somebody acts, so that nothing is tried before. */
  endsConnection: boolean;
  /** What an operator should do, in one sentence. */
  remedy: string;
}

export const providerErrors: Readonly<Record<ProviderErrorCode, ProviderErrorFacts>> = {
  PROVIDER_UNAUTHORIZED: {
    isRetryable: false,
    endsConnection: true,
    remedy: 'The provider does not accept the token: replace it by a valid read-write token of the project.',
  },
  PROVIDER_FORBIDDEN: {
    isRetryable: false,
    endsConnection: false,
    remedy: 'The provider forbids this to the token, or the connection is in plan mode: check both.',
  },
  PROVIDER_RATE_LIMITED: {
    isRetryable: true,
    endsConnection: false,
    remedy:
      'The project has used up its calls for now: nothing to do, work goes on when calls are free again.',
  },
  PROVIDER_QUOTA_EXCEEDED: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'A limit of the project is reached: free some objects or ask the provider for a higher limit.',
  },
  PROVIDER_CONFLICT: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'An object that is not ours has the name we need: rename or remove it at the provider.',
  },
  PROVIDER_UNAVAILABLE: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'The provider does not answer properly: nothing to do, it is tried again.',
  },
  PROVIDER_CAPACITY: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'The provider has no machine of this size in this zone now: wait, or choose another SKU or zone.',
  },
  PROVIDER_INVALID: {
    isRetryable: false,
    endsConnection: false,
    remedy: 'The provider does not accept the request: change what the message names.',
  },
  PROVIDER_NOT_FOUND: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'An object vanished at the provider while it was worked on: nothing to do, it is made again.',
  },
};
