/** Loads the plain JavaScript that runs before anything is installed, for its tests. */
export async function bootstrapModule<T>(name: string): Promise<T> {
  const loaded: T = await import(new URL(`../../../bootstrap/${name}.mjs`, import.meta.url).href);
  return loaded;
}
