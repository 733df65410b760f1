import type { TableCommand } from './key-table.ts';

/** Commands with one text and the keys of each, side by side in the list. */
export interface KeyRow {
  readonly text: string;
  readonly commands: readonly TableCommand[];
}

export interface KeySection {
  readonly title: string;
  readonly rows: readonly KeyRow[];
}

/** Commands by section and row, in the order of the table. */
export function keySections(commands: readonly TableCommand[]): KeySection[] {
  return grouped(commands, ({ section }) => section).map(([title, ofSection]) => ({
    title,
    rows: grouped(ofSection, ({ row, text }) => row ?? text).map(([text, ofRow]) => ({
      text,
      commands: ofRow,
    })),
  }));
}

function grouped(
  commands: readonly TableCommand[],
  nameOf: (command: TableCommand) => string,
): [string, TableCommand[]][] {
  const groups = new Map<string, TableCommand[]>();
  for (const command of commands) {
    const name = nameOf(command);
    groups.set(name, [...(groups.get(name) ?? []), command]);
  }
  return [...groups];
}

/** A key as it is printed on the keyboard, or the first and last of a row of digits. */
export interface ShownKeys {
  readonly shown: string;
  readonly through: string | null;
}

/** Keys side by side; more than three digits in order are shown by their ends: "Ctrl 1 – Ctrl 9". */
export function keyRuns(shown: readonly string[]): ShownKeys[] {
  const [first, last] = [shown[0], shown.at(-1)];
  const prefix = first?.replace(/\d$/, '');
  const isRun = shown.every(
    (key, index) => key === `${prefix ?? ''}${Number(first?.at(-1)) + index}`,
  );
  return shown.length > 3 && isRun && first !== undefined && last !== undefined
    ? [{ shown: first, through: last }]
    : shown.map((key) => ({ shown: key, through: null }));
}
