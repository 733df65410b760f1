import { keys } from './key-dispatcher.svelte.ts';
import type { CommandId } from './key-table.ts';

/** Commands with one meaning, which the status line reminds of. */
export type KeyHint = readonly [commands: readonly CommandId[], meaning: string];

/** Keys longer than this are not listed side by side: their first stands for them. */
const LISTED_LENGTH = 3;

/** The keys in force with what they do, as the status line takes them; none for a command without. */
export function shownHints(hints: readonly KeyHint[]): (readonly [string, string])[] {
  return hints.flatMap(([commands, meaning]) => {
    const shown = commands.flatMap((id) => keys.shown(id) ?? []);
    const [first] = shown;
    if (first === undefined) return [];
    const listed = shown.every((key) => key.length <= LISTED_LENGTH);
    const keyText = listed ? shown.join(' ') : shown.length > 1 ? `${first} …` : first;
    return [[keyText, meaning] as const];
  });
}
