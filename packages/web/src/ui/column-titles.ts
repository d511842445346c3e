import type { CSSProperties } from 'react';

/** More columns than these have no room beside each other on a narrow screen. */
const FEW = 3;

/** What a table's element is given so that its style can say the titles of its columns row by row, where there is no room. */
export function columnTitles(columns: readonly string[]): { 'data-many': boolean; style: CSSProperties } {
  const titles = columns.map((column, index) => [`--column-${index + 1}`, JSON.stringify(column)]);
  return { 'data-many': columns.length > FEW, style: Object.fromEntries(titles) as CSSProperties };
}
