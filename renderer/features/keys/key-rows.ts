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
