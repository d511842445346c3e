/** One line of a result: what was measured, and its figures. */
export type Row = Readonly<Record<string, string | number>>;

/** The tables of a bench that measures several things, by their titles. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** The rows as text, one column per key of the first row; numbers to the right. */
export function tableOf(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const isNumber = columns.map((column) => typeof rows[0]?.[column] === 'number');
  return cells
    .map((line) =>
      line
        .map((cell, index) =>
          isNumber[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
