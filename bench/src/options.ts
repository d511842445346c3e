/** What can be said on the command line. */
export interface BenchOptions {
  /** Over how many requests memory is watched. */
  requests: number;
  /** How many instances are made at once, one measurement for each. */
  instances: readonly number[];
}
