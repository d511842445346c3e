/** Reads what was seen of objects at Hetzner; the API passes that on as it was stored. */

export interface ObservedRoute {
  destination: string;
  gateway: string;
}

export function observedRoutes(observed: Record<string, unknown> | null | undefined): ObservedRoute[] {
  const routes = observed?.['routes'];
  return Array.isArray(routes) ? routes.filter(isRoute) : [];
}

export function observedStatus(observed: Record<string, unknown> | null | undefined): string | undefined {
  const status = observed?.['status'];
  return typeof status === 'string' ? status : undefined;
}

function isRoute(value: unknown): value is ObservedRoute {
  if (typeof value !== 'object' || value === null) return false;
  const { destination, gateway } = value as Record<string, unknown>;
  return typeof destination === 'string' && typeof gateway === 'string';
}
