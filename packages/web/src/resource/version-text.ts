/** Whether reality has caught up with the newest version that was declared. */
export function versionText(wanted: number, real: number): string {
  if (real === wanted) return `${wanted}, in force`;
  return real === 0 ? `${wanted}, not in force yet` : `${wanted} wanted, ${real} in force`;
}
