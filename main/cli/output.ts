import { serializeError } from '../../app/domain/app-error.ts';

/** Standard output carries results and nothing else; everything said on the way goes to standard error. */

/** A result for a person; ends with a line break. */
export function printText(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A result for a program: one JSON document on one line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Something to know that is neither a result nor a failure. */
export function printNotice(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What happened, to which file, and what to do; as one JSON line when results are JSON. */
export function printError(error: unknown, asJson: boolean): void {
  const serialized = serializeError(error);
  if (asJson) {
    process.stderr.write(`${JSON.stringify({ error: serialized })}\n`);
    return;
  }
  const { message, file, remedy } = serialized;
  const lines = [`Error: ${message}`];
  if (file !== undefined && !message.includes(file)) lines.push(`  File: ${file}`);
  if (remedy !== undefined) lines.push(`  Remedy: ${remedy}`);
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** Columns padded to their widest cell, two spaces apart; numbers are right-aligned. */
export function formatTable(rows: readonly (readonly (string | number)[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, String(cell).length);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
