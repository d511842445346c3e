/** Ends an exhaustive switch: a value that the types rule out is a broken invariant. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
