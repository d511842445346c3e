/** RFC 3339 in whole seconds with `Z`, as the API writes it since December 2025. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
