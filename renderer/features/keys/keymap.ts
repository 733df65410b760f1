import { scopesMeet } from './key-command.ts';
import type { CommandId, TableCommand } from './key-table.ts';

/** Chords that the reader has given to commands in place of the shipped ones. */
export type KeyOverrides = Readonly<Record<string, readonly string[]>>;

/** The keys in force, by command. */
export type Keymap = ReadonlyMap<CommandId, readonly string[]>;

/**
 * The keys in force. What the reader has chosen wins over shipped keys: a shipped key that a
 * reader's key of a meeting scope has taken falls away.
 */
export function keymapOf(commands: readonly TableCommand[], overrides: KeyOverrides): Keymap {
  const chosen = commands.filter(({ id }) => overrides[id] !== undefined);
  const isTaken = (command: TableCommand, chord: string): boolean =>
    chosen.some(
      (other) => scopesMeet(other.scope, command.scope) && overrides[other.id]?.includes(chord),
    );
  return new Map(
    commands.map((command) => [
      command.id,
      overrides[command.id] ?? command.keys.filter((chord) => !isTaken(command, chord)),
    ]),
  );
}

/** The other commands that a chord would run where it runs this one. */
export function clashesWith(
  commands: readonly TableCommand[],
  keymap: Keymap,
  command: TableCommand,
  chord: string,
): TableCommand[] {
  return commands.filter(
    (other) =>
      other.id !== command.id &&
      scopesMeet(other.scope, command.scope) &&
      keymap.get(other.id)?.includes(chord),
  );
}
