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

/** What a check that ended with a code means for the connection as a whole. */
interface ConnectionGuidance {
  /** What is wrong, and what mends it, in one sentence. */
  remediation: string;
  /** The one thing to do now, as an order. */
  nextStep: string;
}

interface ProviderErrorFacts {
  /** Whether trying again, later and unchanged, can succeed. */
  isRetryable: boolean;
  /** Whether the connection is unusable until somebody acts, so that nothing is tried before. */
  endsConnection: boolean;
  /** What an operator should do, in one sentence. */
  remedy: string;
  /** The same of a connection whose check ended so. */
  ofConnection: ConnectionGuidance;
}

export const providerErrors: Readonly<Record<ProviderErrorCode, ProviderErrorFacts>> = {
  PROVIDER_UNAUTHORIZED: {
    isRetryable: false,
    endsConnection: true,
    remedy: 'The provider does not accept the token: replace it by a valid read-write token of the project.',
    ofConnection: {
      remediation: 'The provider does not accept the token: it was revoked, or it was copied wrongly.',
      nextStep:
        'Make a read-write token in the project at the provider, and rotate the token of the connection to it (rotateProviderToken).',
    },
  },
  PROVIDER_FORBIDDEN: {
    isRetryable: false,
    endsConnection: false,
    remedy: 'The provider forbids this to the token, or the connection is in plan mode: check both.',
    ofConnection: {
      remediation:
        'The provider takes the token for reading only, forbids what was asked, or the connection was abandoned.',
      nextStep:
        'Rotate the token of the connection to a read-write one of the project (rotateProviderToken); an abandoned connection can only be unbound.',
    },
  },
  PROVIDER_RATE_LIMITED: {
    isRetryable: true,
    endsConnection: false,
    remedy:
      'The project has used up its calls for now: nothing to do, work goes on when calls are free again.',
    ofConnection: {
      remediation:
        'The project has used up its calls for this hour; work goes on by itself as calls become free.',
      nextStep: 'Do nothing; if it lasts, find out who else calls the provider with tokens of this project.',
    },
  },
  PROVIDER_QUOTA_EXCEEDED: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'A limit of the project is reached: free some objects or ask the provider for a higher limit.',
    ofConnection: {
      remediation: 'A limit of the project is reached, so that not even what marks it as ours could be made.',
      nextStep:
        'Free objects in the project, or ask the provider for higher limits, then check the connection (checkProviderConnection).',
    },
  },
  PROVIDER_CONFLICT: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'An object that is not ours has the name we need: rename or remove it at the provider.',
    ofConnection: {
      remediation:
        "The project is not this connection's: another connection or installation has marked it, or the token is of another project.",
      nextStep:
        'Rotate the token of the connection to one of the right project (rotateProviderToken), or unbind the connection that has the project.',
    },
  },
  PROVIDER_UNAVAILABLE: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'The provider does not answer properly: nothing to do, it is tried again.',
    ofConnection: {
      remediation:
        'The provider does not answer, or not properly; it is tried again, and what works goes on.',
      nextStep:
        "Do nothing; if it lasts, look at the provider's status page and at the way from here to its API.",
    },
  },
  PROVIDER_CAPACITY: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'The provider has no machine of this size in this zone now: wait, or choose another SKU or zone.',
    ofConnection: {
      remediation: 'The provider offers nothing here that can be used at the moment.',
      nextStep: 'Do nothing; if it lasts, look at what the provider has on offer, and at the catalogue file.',
    },
  },
  PROVIDER_INVALID: {
    isRetryable: false,
    endsConnection: false,
    remedy: 'The provider does not accept the request: change what the message names.',
    ofConnection: {
      remediation:
        'The provider did not understand the check, which is a fault of this software or a change at the provider.',
      nextStep: 'Look for the request in the log of the worker, and report it.',
    },
  },
  PROVIDER_NOT_FOUND: {
    isRetryable: true,
    endsConnection: false,
    remedy: 'An object vanished at the provider while it was worked on: nothing to do, it is made again.',
    ofConnection: {
      remediation: 'An object vanished at the provider during the check; it is made again.',
      nextStep: 'Do nothing; the next check tells.',
    },
  },
};
