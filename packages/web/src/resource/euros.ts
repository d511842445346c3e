/** `€4.51`. */
export function euroText(amount: number): string {
  return `€${amount.toFixed(2)}`;
}
