import { chordToKeep, showChord, type KeyPress } from './chord.ts';
import { TABLE_COMMANDS, type TableCommand } from './key-table.ts';
import { clashesWith, keymapOf, type Keymap, type KeyOverrides } from './keymap.ts';

/** Why a pressed key was not taken. */
export type KeyRefusal =
  | {
      readonly kind: 'clash';
      readonly chord: string;
      /** The command that has the key already. */
      readonly other: TableCommand;
    }
  | { readonly kind: 'types-text' };

/** Changing keys: what is being captured, what stood in the way, and the keys as they come out. */
export class KeyChanges {
  /** The command that waits for its new key. */
  waiting = $state.raw<TableCommand | null>(null);
  refusal = $state.raw<KeyRefusal | null>(null);

  readonly #overrides: () => KeyOverrides;
  readonly #store: (overrides: KeyOverrides) => void;
  readonly #isMac: boolean;

  constructor(
    overrides: () => KeyOverrides,
    store: (overrides: KeyOverrides) => void,
    isMac: boolean,
  ) {
    this.#overrides = overrides;
    this.#store = store;
    this.#isMac = isMac;
  }

  get keymap(): Keymap {
    return keymapOf(TABLE_COMMANDS, this.#overrides());
  }

  begin(command: TableCommand): void {
    this.waiting = command;
    this.refusal = null;
  }

  end(): void {
    this.waiting = null;
    this.refusal = null;
  }

  /** Takes the key that was pressed for the command; a modifier alone is waited beyond. */
  press(event: KeyPress): void {
    const { waiting: command } = this;
    const chord = chordToKeep(event, this.#isMac);
    if (command === null || chord === null) return;
    if (chord === 'Escape') {
      // Escape leads out of everything, of this too.
      this.end();
      return;
    }
    if (command.inText === true && !/^(Mod|Control|Alt|Meta)\+|^F\d/.test(chord)) {
      this.refusal = { kind: 'types-text' };
      return;
    }
    const [other] = clashesWith(TABLE_COMMANDS, this.keymap, command, chord);
    if (other !== undefined) {
      this.refusal = { kind: 'clash', chord, other };
      return;
    }
    this.#give(command, chord);
  }

  /** Gives the command the key that clashed, and takes it away from all that had it. */
  take(): void {
    const { waiting: command, refusal } = this;
    if (command === null || refusal?.kind !== 'clash') return;
    const { chord } = refusal;
    const { keymap } = this;
    const lost = clashesWith(TABLE_COMMANDS, keymap, command, chord).map(
      ({ id }) => [id, (keymap.get(id) ?? []).filter((key) => key !== chord)] as const,
    );
    this.#give(command, chord, Object.fromEntries(lost));
  }

  /** Back to the shipped keys of a command; keys that others have taken meanwhile stay with them. */
  reset({ id }: TableCommand): void {
    const others = Object.entries(this.#overrides()).filter(([other]) => other !== id);
    this.#store(Object.fromEntries(others));
  }

  resetAll(): void {
    this.end();
    this.#store({});
  }

  isChanged({ id }: TableCommand): boolean {
    return this.#overrides()[id] !== undefined;
  }

  #give({ id }: TableCommand, chord: string, also: KeyOverrides = {}): void {
    this.#store({ ...this.#overrides(), ...also, [id]: [chord] });
    this.end();
  }
}

/** Commands whose words or keys hold the text that is looked for. */
export function searchCommands(
  commands: readonly TableCommand[],
  keymap: Keymap,
  text: string,
  isMac: boolean,
): TableCommand[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [...commands];
  return commands.filter(({ id, text: words, section }) => {
    const shown = (keymap.get(id) ?? []).map((chord) => showChord(chord, isMac).toLowerCase());
    return `${section} ${words}`.toLowerCase().includes(wanted) || shown.includes(wanted);
  });
}
