import { untrack } from 'svelte';
import { ariaChord, chordsOf, showChord } from './chord.ts';
import { scopeDepth } from './key-command.ts';
import { focusKeepsKey, isTextFocused } from './key-focus.ts';
import {
  TABLE_COMMANDS,
  type CommandId,
  type CommandIn,
  type KeyedScope,
  type TableCommand,
} from './key-table.ts';
import { keymapOf, type Keymap, type KeyOverrides } from './keymap.ts';

const SELECT_ALL = 'Mod+a';

/**
 * Carries a command out; `atMs` is the time of the key on the performance clock. A handler that
 * returns `false` had nothing to do: the key goes on to the scopes around, or to the browser.
 */
export type KeyHandler = (atMs: number) => unknown;

/** Handlers of a scope's commands; several parts of the screen may bring some each. */
export type KeyHandlers<Scope extends KeyedScope> = Readonly<
  Partial<Record<CommandIn<Scope>, KeyHandler>>
>;

interface LayerOptions {
  /** The element that the scope is about: what has the focus when no control has it. */
  readonly home?: () => Element | null;
  /** Runs before each command of the layer. */
  readonly before?: (command: TableCommand) => void;
}

interface Layer extends LayerOptions {
  readonly scope: KeyedScope;
  readonly handlers: Readonly<Record<string, KeyHandler | undefined>>;
}

/** Hands key presses to the parts of the screen that said which commands they carry out. */
class KeyDispatcher {
  /** What the reader has changed of the shipped keys. */
  overrides = $state.raw<KeyOverrides>({});
  readonly keymap: Keymap = $derived(keymapOf(TABLE_COMMANDS, this.overrides));

  readonly isMac: boolean;
  /** Inner scopes first, and of one scope the latest first. */
  #layers = $state.raw<readonly Layer[]>([]);

  constructor(isMac: boolean) {
    this.isMac = isMac;
  }

  /**
   * Takes over commands of a scope until the returned function is called. From a component:
   * `$effect(() => keys.handle('strips', { play: () => … }))`.
   */
  handle<Scope extends KeyedScope>(
    scope: Scope,
    handlers: KeyHandlers<Scope>,
    options: LayerOptions = {},
  ): () => void {
    const layer: Layer = { scope, handlers: handlers, ...options };
    const depth = scopeDepth(scope);
    const layers = untrack(() => this.#layers);
    const inner = layers.filter((other) => scopeDepth(other.scope) > depth);
    this.#layers = [...inner, layer, ...layers.slice(inner.length)];
    return () => {
      this.#layers = this.#layers.filter((other) => other !== layer);
    };
  }

  /** Whether something on the screen carries the command out now. */
  isAvailable(command: TableCommand): boolean {
    return this.#layers.some(
      ({ scope, handlers }) => scope === command.scope && handlers[command.name] !== undefined,
    );
  }

  /** Carries a command out as its key would, from a button, the menu or the palette. */
  run(id: CommandId): boolean {
    const command = TABLE_COMMANDS.find((other) => other.id === id);
    if (command === undefined) return false;
    return this.#layers.some((layer) => this.#runIn(layer, command, performance.now()));
  }

  /** The first key of a command as printed on the keyboard; null when it has none. */
  shown(id: CommandId): string | null {
    const [chord] = this.keymap.get(id) ?? [];
    return chord === undefined ? null : showChord(chord, this.isMac);
  }

  /** All keys of a command as printed on the keyboard. */
  allShown(id: CommandId): string[] {
    return (this.keymap.get(id) ?? []).map((chord) => showChord(chord, this.isMac));
  }

  /** For `aria-keyshortcuts`. */
  aria(id: CommandId): string | undefined {
    const chords = this.keymap.get(id) ?? [];
    if (chords.length === 0) return undefined;
    return chords.map((chord) => ariaChord(chord, this.isMac)).join(' ');
  }

  /** Takes a key press; true when a command took it. */
  press(event: KeyboardEvent): boolean {
    const chords = chordsOf(event, this.isMac);
    for (const chord of chords) {
      for (const layer of this.#layers) {
        const command = this.#commandOf(layer, chord);
        if (command === undefined) continue;
        if (focusKeepsKey(event, command, layer.home?.() ?? null)) continue;
        const isHeld = event.repeat && command.repeats !== true;
        if (!isHeld && !this.#runIn(layer, command, event.timeStamp)) continue;
        event.preventDefault();
        return true;
      }
    }
    // The browser would mark the words of the whole window.
    if (chords.includes(SELECT_ALL) && !isTextFocused(event)) event.preventDefault();
    return false;
  }

  #commandOf({ scope, handlers }: Layer, chord: string): TableCommand | undefined {
    return TABLE_COMMANDS.find(
      (command) =>
        command.scope === scope &&
        handlers[command.name] !== undefined &&
        this.keymap.get(command.id)?.includes(chord),
    );
  }

  #runIn({ scope, handlers, before }: Layer, command: TableCommand, atMs: number): boolean {
    const handler = handlers[command.name];
    if (scope !== command.scope || handler === undefined) return false;
    before?.(command);
    return handler(atMs) !== false;
  }
}

/** There is one window and one keyboard. */
export const keys = new KeyDispatcher(
  typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac'),
);
